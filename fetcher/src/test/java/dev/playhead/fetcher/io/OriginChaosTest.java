package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.model.CommandId;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that does at random whatever an origin must not do; the seed is the test's argument. */
class OriginChaosTest {
    private static final long LENGTH = 64L << 20;
    private static final int SPANS = 24;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void forwardsOnlyRightBytesAndEndsEverySpan(long seed) {
        try (FetcherHarness fetcher = new FetcherHarness().start()) {
            // Given
            Random random = new Random(seed);
            OriginFile film = fetcher.serve("/film.mp4", LENGTH);
            for (int i = 0; i < SPANS; i++) {
                int victim = random.nextInt(2 * SPANS);
                film.lies().when(request -> request.order() == victim, fault(random));
            }

            // When
            Set<CommandId> sent = random.longs(SPANS, 0, LENGTH - 1)
                    .mapToObj(start -> fetcher.send(
                                    fetcher.command("/film.mp4", start, start + 1 + random.nextInt(2_000_000)))
                            .command())
                    .collect(Collectors.toSet());

            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> finished(fetcher).containsAll(sent)
                            && fetcher.lastBeat().running().isEmpty());
            RampContent content = film.content();
            assertThat(fetcher.store.sinks()).allSatisfy(sink -> {
                assertThat(sink.firstMismatch(content)).isEmpty();
                assertThat(sink.hasEndedOnce()).isTrue();
            });
            assertThat(fetcher.failures()).isEmpty();
        }
    }

    private static Fault fault(Random random) {
        int bytes = random.nextInt(400_000);
        List<Fault> faults = List.of(
                Fault.resetAfter(bytes),
                Fault.stallAfter(bytes, Fault.FOREVER),
                Fault.status(500),
                Fault.statusWithRetryAfter(503, "0"),
                Fault.firstByteAfter(Fault.FOREVER),
                new Fault.ShortBody(bytes, random.nextBoolean()),
                new Fault.LongBody(bytes, random.nextBoolean()),
                new Fault.ClaimShiftedRange(bytes + 1L),
                new Fault.SendShiftedRange(bytes + 1L),
                new Fault.ClaimLength(LENGTH - 1),
                new Fault.NoLength(),
                Fault.withoutHeader("Content-Range"));
        return faults.get(random.nextInt(faults.size()));
    }

    private static Set<CommandId> finished(FetcherHarness fetcher) {
        Set<CommandId> finished = fetcher.store.sinks().stream()
                .filter(RecordingSpanWriter.Sink::isWhole)
                .map(sink -> sink.head().command())
                .collect(Collectors.toSet());
        fetcher.failures().stream().map(FetchFailed::command).forEach(finished::add);
        return finished;
    }
}
