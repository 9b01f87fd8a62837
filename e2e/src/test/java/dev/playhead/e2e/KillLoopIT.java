package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores as processes of their own that are killed again and again while they are written, two side by side. 10 kills by
 * default; {@code benchmarks/kill-loop} for a hundred.
 */
class KillLoopIT {
    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final long SEED = Long.getLong("seed", 20);
    /** A start is a second of computing on one core: as many as a small machine has. */
    private static final int STORES = 2;

    @TempDir
    Path data;

    @Test
    void whatWasAcknowledgedIsThereAndRightAfterEveryKill() {
        // Given
        List<KilledStore> stores = IntStream.range(0, STORES)
                .mapToObj(number -> new KilledStore(data.resolve("store-" + number), new Random(SEED + number)))
                .toList();
        // When
        List<CompletableFuture<KilledStore.Outcome>> lives = IntStream.range(0, STORES)
                .mapToObj(number ->
                        CompletableFuture.supplyAsync(() -> stores.get(number).live((KILLS + number) / STORES)))
                .toList();
        KilledStore.Outcome outcome = lives.stream()
                .map(CompletableFuture::join)
                .reduce(KilledStore.Outcome::plus)
                .orElseThrow();
        // Then
        System.out.printf(
                "kill loop: %d kills, %d chunks acknowledged, %d lost, %d wrong (seed %d)%n",
                outcome.kills(), outcome.acknowledged(), outcome.lost(), outcome.wrong(), SEED);
        assertThat(outcome.kills()).isEqualTo(KILLS);
        assertThat(outcome.acknowledged()).isPositive();
        assertThat(outcome.lost()).as("acknowledged chunks lost").isZero();
        assertThat(outcome.wrong()).as("chunks that are not what was written").isZero();
    }
}
