package dev.playhead.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.broker.FreePort;
import dev.playhead.e2e.ServeProcess;
import dev.playhead.testkit.origin.LyingOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty viewers before a Playhead that is a process of its own, with a store much smaller than what they watch and an
 * origin that something is wrong with all the time. {@code benchmarks/soak} runs it; no part of the build.
 */
class Soak {
    private static final long MIB = 1024 * 1024;
    private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
    private static final int VIEWERS = Integer.getInteger("soak.viewers", 50);
    private static final long CONNECTION_RATE = 4 * MIB;
    private static final long STORE_BYTES = 192 * MIB;
    /** The index grows by its log between two looks of the store. */
    private static final long DISK_SLACK = 4 * MIB;

    private static final int SAMPLES = 60;
    /** Idle files close after five seconds here, and connections of players that left within ten. */
    private static final Duration REST = Duration.ofSeconds(40);

    private final Tally tally = new Tally();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Vitals> samples = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);

    @TempDir
    Path data;

    @Test
    void nothingGrowsAndNoByteIsWrong() throws Exception {
        Vitals rested;
        Library library;
        try (LyingOrigin origin = LyingOrigin.start()) {
            library = new Library(origin, CONNECTION_RATE);
            int port = FreePort.next();
            try (ServeProcess playhead = ServeProcess.start(data, origin.url(), options(port), settings());
                    VitalsProbe probe = VitalsProbe.connect(port, playhead.pid(), data)) {
                List<Thread> viewers = viewers(playhead, library);
                plague(new Mischief(origin, library.films(), new Random(1)), probe);
                over.countDown();
                for (Thread viewer : viewers) {
                    viewer.join(REST.toMillis());
                }
                origin.restart();
                pass(REST);
                rested = probe.look();
            }
        }
        List<String> violations = violations(rested);
        System.out.println(report(rested, library.clips(), violations));
        assertThat(violations).isEmpty();
    }

    private static List<String> options(int port) {
        List<String> options = new ArrayList<>(List.of("@../standalone/jvm.options"));
        options.addAll(VitalsProbe.options(port));
        return options;
    }

    private static List<String> settings() {
        return List.of(
                "--set", "store.max-size=" + STORE_BYTES / MIB + "MiB",
                "--set", "store.min-free=1MiB",
                "--set", "store.file-idle=5s");
    }

    private List<Thread> viewers(ServeProcess playhead, Library library) {
        return IntStream.range(0, VIEWERS)
                .mapToObj(number -> {
                    Thread viewer = new Thread(
                            new RestlessViewer(playhead.url() + "/o/film", "viewer-" + number, library, tally, over));
                    viewer.start();
                    return viewer;
                })
                .toList();
    }

    /** Makes trouble every second, and looks at the patient now and then. */
    private void plague(Mischief mischief, VitalsProbe probe) throws IOException, InterruptedException {
        int seconds = (int) Duration.ofMinutes(MINUTES).toSeconds();
        int every = Math.max(1, seconds / SAMPLES);
        for (int second = 1; second <= seconds; second++) {
            pass(Duration.ofSeconds(1));
            mischief.step();
            if (second % every == 0) {
                samples.add(probe.look());
            }
        }
    }

    private List<String> violations(Vitals rested) {
        List<String> violations = new ArrayList<>(new Flatness(samples).violations());
        tally.wrong().forEach(wrong -> violations.add("wrong: " + wrong));
        samples.stream()
                .filter(sample -> sample.disk() > STORE_BYTES + DISK_SLACK)
                .map(sample -> "store takes " + sample.disk() / MIB + " MiB")
                .forEach(violations::add);
        long before = samples.get(0).files();
        if (rested.files() > before) {
            violations.add("files: " + rested.files() + " open when all have left, " + before + " with all of them");
        }
        if (tally.bytes() == 0) {
            violations.add("nobody saw anything");
        }
        return violations;
    }

    private String report(Vitals rested, long clips, List<String> violations) {
        StringBuilder text = new StringBuilder("| minute | heap MiB | direct MiB | threads | files | store MiB | broker"
                + " MiB | resident MiB |\n|---|---|---|---|---|---|---|---|\n");
        int step = Math.max(1, samples.size() / 15);
        for (int i = 0; i < samples.size(); i += step) {
            text.append(
                    row(String.format(Locale.ROOT, "%.1f", samples.get(i).at().toMillis() / 60_000.0), samples.get(i)));
        }
        text.append(row("all left", rested));
        text.append(String.format(
                Locale.ROOT,
                "%n%d viewers, %d minutes: %d streams, %d media, %d MiB, %d broken, %d refused, longest wait %.1f s, wrong %d%n",
                VIEWERS,
                MINUTES,
                tally.streams(),
                clips,
                tally.bytes() / MIB,
                tally.broken(),
                tally.refusals(),
                tally.longestWaitNanos() / 1e9,
                tally.wrong().size()));
        violations.forEach(each -> text.append("VIOLATION ").append(each).append('\n'));
        return text.toString();
    }

    private static String row(String when, Vitals sample) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d | %d | %.1f | %.1f | %d |%n",
                when,
                (double) sample.heap() / MIB,
                (double) sample.direct() / MIB,
                sample.threads(),
                sample.files(),
                (double) sample.disk() / MIB,
                (double) sample.log() / MIB,
                sample.resident() / MIB);
    }

    private void pass(Duration time) throws InterruptedException {
        assertThat(never.await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    }
}
