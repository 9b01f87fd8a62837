package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpaceBudgetTest {
    @Test
    void admitsDownToWhatMustStayFree() {
        // Given
        SpaceBudget budget = new SpaceBudget(100, 250);
        // Then
        assertThat(budget.admit(100)).isTrue();
        assertThat(budget.admit(51)).isFalse();
        assertThat(budget.admit(50)).isTrue();
        assertThat(budget.admit(1)).isFalse();
    }

    @Test
    void freedSpaceCountsAgain() {
        // Given
        SpaceBudget budget = new SpaceBudget(100, 100);
        // When
        budget.sampled(120);
        // Then
        assertThat(budget.admit(20)).isTrue();
        assertThat(budget.usable()).isEqualTo(100);
    }
}
