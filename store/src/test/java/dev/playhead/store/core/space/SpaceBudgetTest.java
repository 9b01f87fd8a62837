package dev.playhead.store.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.DataSize;
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
        SpaceBudget budget = new SpaceBudget(new DataSize(1000), new DataSize(100));
        // When
        budget.measured(900, PLENTY);
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
        SpaceBudget budget = new SpaceBudget(DataSize.ofMebibytes(160), new DataSize(0));
        // When
        budget.measured(149 * MIB, PLENTY);
        // Then
        assertThat(budget.wanted()).isZero();
        budget.admit(3 * MIB);
        assertThat(budget.wanted()).isEqualTo(2 * MIB);
        budget.freed(2 * MIB);
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
}
