package dev.playhead.e2e.players;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.e2e.ServeProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Players that people use play a real film through {@code playhead serve}, seek in it, and come to its end. */
class RealPlayersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern POSITION = Pattern.compile("0:(\\d\\d):(\\d\\d)\\.\\d / ");
    private static final String RIGHT_ARROW = "\u001b[C";

    @TempDir
    static Path directory;

    private static FilmServer server;
    private static ServeProcess playhead;

    @BeforeAll
    static void open() throws Exception {
        server = FilmServer.start(directory.resolve("origin"));
        playhead = ServeProcess.start(directory.resolve("data"), server.url(), "--default-origin", "film");
    }

    @AfterAll
    static void close() {
        playhead.close();
        server.close();
    }

    @Test
    void ffmpegDecodesTheSameFramesAsFromTheFileFromAnywhereToTheEnd() throws Exception {
        String ffmpeg = RealPlayer.installed("ffmpeg");
        long duration = server.duration().toSeconds();
        for (List<String> part : List.of(
                List.of("-t", "5"),
                List.of("-ss", "" + duration / 2, "-t", "5"),
                List.of("-ss", "" + (duration - 5)))) {
            // When
            String through = frames(ffmpeg, part, film());
            String direct = frames(ffmpeg, part, server.file().toString());

            // Then
            assertThat(through).startsWith("MD5=").isEqualTo(direct);
            say("ffmpeg", part + " " + through.strip());
        }
    }

    @Test
    void mpvPlaysSeeksAndFinishes() throws Exception {
        // Given
        String mpv = RealPlayer.installed("mpv");
        String script = Path.of(Objects.requireNonNull(getClass().getResource("/players/seek.lua"))
                        .toURI())
                .toString();

        // When
        String output = run(List.of(
                mpv, "--no-config", "--vo=null", "--ao=null", "--msg-level=all=warn", "--script=" + script, film()));

        // Then
        double duration = server.duration().toMillis() / 1000.0;
        List<String> told = output.lines()
                .filter(line -> line.startsWith("player: "))
                .map(line -> line.substring("player: ".length()))
                .toList();
        say("mpv", told.toString());
        assertThat(told)
                .containsExactly(
                        "plays at 0.0",
                        String.format("plays at %.1f", duration / 2),
                        String.format("plays at %.1f", duration - 3),
                        "ended by eof");
    }

    @Test
    void gstreamerPlaysSeeksAndFinishes() throws Exception {
        // Given: a terminal, which the player reads its keys from
        String terminal = RealPlayer.installed("script");
        String player = RealPlayer.installed("gst-play-1.0");
        String sinks = " --audiosink='fakesink sync=true' --videosink='fakesink sync=true' ";
        List<Integer> seconds = new ArrayList<>(List.of(0));
        try (RealPlayer running =
                RealPlayer.start(directory, List.of(terminal, "-qfec", player + sinks + film(), "/dev/null"))) {

            // When: each key seeks forward, close to the end at last
            int near = (int) server.duration().toSeconds() - 25;
            while (seconds.get(seconds.size() - 1) < near) {
                int before = seconds.get(seconds.size() - 1);
                await().atMost(PATIENCE).until(() -> position(running.output()) > before);
                seconds.add(position(running.output()));
                running.type(RIGHT_ARROW);
            }

            // Then
            String output = running.finish();
            say("GStreamer", "at seconds " + seconds + ", then to the end");
            assertThat(output).contains("Reached end of play list").doesNotContain("ERROR");
        }
    }

    /** The last position that was shown, seconds. */
    private static int position(String output) {
        int seconds = 0;
        Matcher shown = POSITION.matcher(output);
        while (shown.find()) {
            seconds = Integer.parseInt(shown.group(1)) * 60 + Integer.parseInt(shown.group(2));
        }
        return seconds;
    }

    @Test
    void chromiumPlaysSeeksAndFinishes() throws Exception {
        // Given
        String chromium = RealPlayer.installed("chromium-headless-shell", "chromium", "google-chrome");
        List<String> command = new ArrayList<>(List.of(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--mute-audio",
                "--remote-debugging-port=0",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + directory.resolve("chromium"),
                playhead.url() + "/"));

        // When
        try (RealPlayer browser = RealPlayer.start(directory, command)) {
            await().atMost(PATIENCE)
                    .failFast(() -> server.reports().stream().anyMatch(told -> told.startsWith("error")))
                    .until(() -> server.reports().stream().anyMatch(told -> told.startsWith("ended")));
        }

        // Then
        say("Chromium", server.reports().toString());
        double duration = server.duration().toMillis() / 1000.0;
        assertThat(server.reports()).anyMatch(told -> told.equals(String.format("seeked %.1f", duration / 2)));
        assertThat(server.reports()).anyMatch(told -> told.equals(String.format("seeked %.1f", duration - 2)));
        assertThat(server.reports().get(server.reports().size() - 1))
                .matches("ended " + String.format("%.1f", duration) + " frames [1-9]\\d*");
    }

    private static String film() {
        return playhead.url() + "/film.mp4";
    }

    private static String frames(String ffmpeg, List<String> part, String from) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(ffmpeg, "-nostdin", "-v", "error", "-xerror"));
        command.addAll(part);
        command.addAll(List.of("-i", from, "-map", "0:v", "-map", "0:a", "-f", "md5", "-"));
        return run(command);
    }

    private static String run(List<String> command) throws InterruptedException {
        try (RealPlayer player = RealPlayer.start(directory, command)) {
            return player.finish();
        }
    }

    /** What was seen is worth a line in the build's log. */
    private static void say(String player, String what) {
        LoggerFactory.getLogger(RealPlayersIT.class).info("{}: {}", player, what);
    }
}
