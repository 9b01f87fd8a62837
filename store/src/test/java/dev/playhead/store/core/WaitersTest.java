package dev.playhead.store.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private record Waiter(long position, int number) {}

    @Property
    void takesExactlyThoseInTheRange(@ForAll long seed) {
        Random random = new Random(seed);
        Waiters<Waiter> waiters = new Waiters<>();
        List<Waiter> model = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    long start = random.nextInt(50);
                    ByteRange range = new ByteRange(start, start + 1 + random.nextInt(10));
                    List<Waiter> expected = model.stream()
                            .filter(waiter -> range.contains(waiter.position()))
                            .toList();
                    assertThat(waiters.takeIn(range)).containsExactlyInAnyOrderElementsOf(expected);
                    model.removeAll(expected);
                }
                case 1 -> {
                    if (!model.isEmpty()) {
                        Waiter gone = model.remove(random.nextInt(model.size()));
                        waiters.remove(gone.position(), gone);
                    }
                }
                default -> {
                    Waiter waiter = new Waiter(random.nextInt(50), i);
                    model.add(waiter);
                    waiters.add(waiter.position(), waiter);
                }
            }
            assertThat(waiters.isEmpty()).isEqualTo(model.isEmpty());
        }
        assertThat(waiters.takeAll()).containsExactlyInAnyOrderElementsOf(model);
    }

    @Test
    void removingAStrangerDoesNothing() {
        // Given
        Waiters<String> waiters = new Waiters<>();
        waiters.add(5, "a");
        // When
        waiters.remove(5, "b");
        waiters.remove(6, "a");
        // Then
        assertThat(waiters.takeAll()).containsExactly("a");
    }
}
