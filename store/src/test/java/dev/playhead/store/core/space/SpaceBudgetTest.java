package dev.playhead.store.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SpaceBudgetTest {
    private static final long MIB = 1024 * 1024;
    private static final long PLENTY = 1L << 50;

    @Test
    void admitsDownToWhatMustStayFree() {
        // Given
        SpaceBudget budget = new SpaceBudget(new DataSize(0), new DataSize(100));
        // When
        budget.measured(7, 250);
        // Then
        assertThat(budget.admit(100)).isTrue();
        assertThat(budget.admit(51)).isFalse();
        assertThat(budget.admit(50)).isTrue();
        assertThat(budget.admit(1)).isFalse();
    }

    @Test
    void admitsUpToWhatTheStoreMayTake() {
        // Given
        SpaceBudget budget = new SpaceBudget(new DataSize(3200), new DataSize(100));
        // When: a 32nd is kept for what nobody admits
        budget.measured(3000, PLENTY);
        // Then
        assertThat(budget.admit(101)).isFalse();
        assertThat(budget.admit(100)).isTrue();
        assertThat(budget.admit(1)).isFalse();
        budget.freed(10);
        assertThat(budget.admit(10)).isTrue();
    }

    @Test
    void wantsSpaceBackBeforeWritersMissIt() {
        // Given
        SpaceBudget budget = new SpaceBudget(DataSize.ofMebibytes(330), new DataSize(0));
        budget.measured(0, PLENTY);
        long headroom = budget.reachable() / 16;
        // When
        budget.measured(budget.reachable() - headroom, PLENTY);
        // Then
        assertThat(budget.wanted()).isZero();
        budget.admit(3 * MIB);
        assertThat(budget.wanted()).isEqualTo(3 * MIB);
        budget.freed(3 * MIB);
        assertThat(budget.wanted()).isZero();
    }

    @Test
    void aDiskThatSaysItIsFullIsBelieved() {
        // Given
        SpaceBudget budget = new SpaceBudget(new DataSize(0), new DataSize(0));
        budget.measured(64 * MIB, PLENTY);
        // When
        budget.exhausted();
        // Then
        assertThat(budget.admit(1)).isFalse();
        assertThat(budget.wanted()).isPositive();
    }

    @Test
    void theIndexKeepsWhatItReplacesForAsLongAsThereIsRoomForIt() {
        assertThat(SpaceBudget.indexRetention(DataSize.ofMebibytes(24))).isEqualTo(Duration.ofMillis(250));
        assertThat(SpaceBudget.indexRetention(DataSize.ofMebibytes(1600))).isEqualTo(Duration.ofSeconds(10));
        assertThat(SpaceBudget.indexRetention(DataSize.parse("1TiB"))).isEqualTo(Duration.ofMillis(12_800));
        assertThat(SpaceBudget.indexRetention(new DataSize(0))).isEqualTo(Duration.ofMillis(12_800));
    }
}
