package dev.playhead.standalone.demo;

import dev.playhead.common.http.Readiness;
import dev.playhead.standalone.run.Instance;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/** Playhead with a stage around it: tells what to open, and shows the chunk map as it fills. Thread-safe. */
public final class Demo implements Instance {
    /** The name of the demo's origin in the configuration. */
    public static final String ORIGIN = "demo";

    private static final double MEBIBYTE = 1024 * 1024;
    private static final int A_MEGABYTE = 1_000_000;

    private final Instance playhead;
    private final Supplier<URI> gateway;
    private final DemoStage stage;
    private final Path data;
    private final ScreenLoop screen;

    /**
     * @param playhead configured with the stage's origin as {@link #ORIGIN}
     * @param gateway where players reach it, once it has started; without a trailing slash
     * @param data the directory that it keeps all in, to tell
     * @param out where the chunk map goes
     */
    public Demo(
            Instance playhead, Supplier<URI> gateway, DemoStage stage, Path data, PrintWriter out, Terminal terminal) {
        this.playhead = playhead;
        this.gateway = gateway;
        this.stage = stage;
        this.data = data;
        this.screen = new ScreenLoop(stage, new DemoScreen(out, terminal));
    }

    @Override
    public Future<Void> start() {
        return playhead.start();
    }

    @Override
    public Readiness readiness() {
        return playhead.readiness();
    }

    @Override
    public String announcement() {
        DemoVideo film = stage.film();
        String video = gateway.get() + "/o/" + ORIGIN + "/" + DemoVideo.NAME;
        long somewhere = film.size() / 2 / A_MEGABYTE * A_MEGABYTE;
        String seek = "curl -r " + somewhere + "-" + (somewhere + A_MEGABYTE - 1)
                + " -o /dev/null -w '%{http_code}, first byte after %{time_starttransfer} s\\n' " + video;
        return String.join(
                System.lineSeparator(),
                playhead.announcement(),
                "",
                String.format(
                        Locale.ROOT,
                        "A film of %d minutes (%.1f MiB) from an origin that is slow on purpose: %s.",
                        film.duration().toMinutes(),
                        film.size() / MEBIBYTE,
                        Slowness.FAR_AWAY),
                "",
                "  open   " + gateway.get() + "/o/" + ORIGIN + "/   in a browser",
                "         " + video + "   in mpv, VLC, ffplay",
                "  seek   " + seek,
                "         again, and it comes from the disk; the origin itself is " + stage.originUrl() + "/"
                        + DemoVideo.NAME,
                "  kept   in " + data.toAbsolutePath() + "; delete it to begin anew",
                "  end    Ctrl-C",
                "");
    }

    @Override
    public void announced() {
        screen.start(gateway.get());
    }

    @Override
    public Future<Void> close() {
        return screen.close()
                .eventually(playhead::close)
                .eventually(stage::close)
                .otherwiseEmpty();
    }
}
