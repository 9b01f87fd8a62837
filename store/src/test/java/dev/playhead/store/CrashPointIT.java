package dev.playhead.store;

import static dev.playhead.store.CrashingStore.LENGTH;
import static dev.playhead.store.CrashingStore.SPAN;
import static dev.playhead.store.TestStore.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.store.io.file.DiskUse;
import dev.playhead.store.io.media.Steps.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process ended at each step of a write, of an eviction and of a change of version: no wrong byte, nothing acknowledged
 * lost, no space lost.
 *
 * <p>A crash is a second of starting a process, so the next ones happen while one is looked at.
 */
class CrashPointIT {
    private static final long SLACK = 1024 * 1024;
    /** As many as a small machine has cores. */
    private static final int AT_A_TIME = 2;
    /** For what follows a start in the background, beside the crashes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<Step, Future<List<Long>>> CRASHES = new EnumMap<>(Step.class);

    @TempDir
    static Path root;

    private static ExecutorService crashes;

    @BeforeAll
    static void crash() {
        crashes = Executors.newFixedThreadPool(AT_A_TIME);
        for (Step step : Step.values()) {
            CRASHES.put(step, crashes.submit(() -> crash(step, step == Step.FORCED ? 0 : 3 + step.ordinal())));
        }
    }

    @AfterAll
    static void end() {
        crashes.shutdownNow();
    }

    private static Path data(Step step) {
        return root.resolve(step.name());
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aCrashAtAnyStepLosesNothingAcknowledgedAndLeavesNoWrongByte(Step step) throws Exception {
        // When
        List<Long> acknowledged = CRASHES.get(step).get();

        // Then
        try (TestStore store = new TestStore(data(step))) {
            store.start();
            ByteRanges stored = store.find("film").complete();
            long last = acknowledged.get(acknowledged.size() - 1);
            boolean mayBeEvicted = LENGTH > CrashingStore.LIMIT.bytes() / 2 && last > CrashingStore.LIMIT.bytes() / 2;
            for (long at : acknowledged) {
                if (!mayBeEvicted || at > last - CrashingStore.LIMIT.bytes() / 4) {
                    assertThat(stored.covers(ByteRange.ofLength(at, SPAN)))
                            .as("span at %d, acknowledged before the crash", at)
                            .isTrue();
                }
            }
            for (ByteRange range : stored.asList()) {
                assertThat(store.read("film").bytes(range.start(), range.end()))
                        .isEqualTo(content("film", 1, range.start(), range.end()));
            }
            assertThat(store.verticle.chunksForgotten()).isZero();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            DiskUse.of(store.file("film").getParent()))
                    .as("blocks of chunks that the index knows")
                    .isLessThanOrEqualTo(store.find("film").readable().bytes() + SLACK));
            for (String name : CrashingStore.changing()) {
                if (store.knows(name)) {
                    expectOneVersionOf(store, name);
                }
            }
        }
    }

    /** Of a film that is replaced again and again there is one version, its bytes and no others. */
    private void expectOneVersionOf(TestStore store, String name) throws Exception {
        StoredMedia there = store.find(name);
        int number = Integer.parseInt(
                String.valueOf(there.version().validator().etag()).replaceAll("\\D", ""));
        for (ByteRange range : there.complete().asList()) {
            assertThat(store.read(name).bytes(range.start(), range.end()))
                    .isEqualTo(content(name, number, range.start(), range.end()));
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            try (Stream<Path> files = Files.list(store.file(name).getParent())) {
                assertThat(files).hasSizeLessThanOrEqualTo(1);
            }
        });
    }

    /** Runs a store until it ends itself at a step; returns the starts of the spans it has acknowledged. */
    private static List<Long> crash(Step step, int letPass) throws Exception {
        Path output = root.resolve(step + ".output");
        Path errors = root.resolve(step + ".errors");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingStore.class.getName(),
                        data(step).toString(),
                        step.name(),
                        Integer.toString(letPass))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(CrashingStore.CRASHED);
        return Files.readAllLines(output).stream()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
    }
}
