package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than anybody should ask for, and what it costs those who ask for what they watch. */
class OverloadIT {
    private static final long MIB = 1024 * 1024;
    private static final int MAX_REQUESTS = 6;
    private static final int MAX_PASSING = 2;
    private static final int DROPPERS = 3;
    private static final Duration FELT = Duration.ofSeconds(4);
    /** What Netty keeps in its arenas, whoever was there. */
    private static final long BUFFER_BYTES = 48 * MIB;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger dropped = new AtomicInteger();

    @TempDir
    Path data;

    @Test
    void whoOpensStreamsAndDropsThemAsFastAsItCanCostsAViewerNothing() throws Exception {
        Map<String, String> settings =
                Map.of("origins.film.max-requests", "" + MAX_REQUESTS, "gateway.pass-through-max", "" + MAX_PASSING);
        try (Stage stage = Stage.raise(data, settings)) {
            // Given: an origin that lets each connection have little, and somebody who watches
            OriginFile watched = stage.origin().serve("/watched.mp4", 6 * MIB);
            List<OriginFile> others = IntStream.range(0, 20)
                    .mapToObj(number -> stage.origin().serve("/dropped-" + number + ".mp4", 64 * MIB))
                    .toList();
            stage.origin().lies().always(Fault.bandwidth(MIB));
            long buffers = directBytes();
            Viewer viewer = Viewer.begin(stage.player("viewer"), watched, MIB / 2);

            // When
            List<CompletableFuture<Void>> droppers = IntStream.range(0, DROPPERS)
                    .mapToObj(seed -> CompletableFuture.runAsync(() -> drop(stage.port(), others, new Random(seed))))
                    .toList();
            Duration longestWait = viewer.end();
            over.set(true);
            droppers.forEach(CompletableFuture::join);

            // Then
            assertThat(longestWait)
                    .as("between two bytes, beside %s dropped streams", dropped)
                    .isLessThan(FELT);
            assertThat(dropped.get()).as("streams dropped meanwhile").isGreaterThan(100);
            assertThat(stage.origin().requests().maxConcurrent())
                    .as("requests at the origin at a time")
                    .isLessThanOrEqualTo(MAX_REQUESTS + MAX_PASSING);
            stage.awaitIdle();
            await().untilAsserted(
                            () -> assertThat(stage.control("/api/stats").body()).contains("\"openStreams\":0"));
            assertThat(directBytes() - buffers).as("bytes of buffers kept").isLessThan(BUFFER_BYTES);
        }
    }

    private void drop(int port, List<OriginFile> films, Random random) {
        while (!over.get()) {
            OriginFile film = films.get(random.nextInt(films.size()));
            try (Player player = new Player(port)) {
                player.send("GET", "/o/film" + film.path(), "Range: bytes=" + random.nextLong(film.length()) + "-");
                dropped.incrementAndGet();
            } catch (IOException refused) {
                // Whoever does this may be refused.
            }
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
