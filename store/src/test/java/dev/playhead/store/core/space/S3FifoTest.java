package dev.playhead.store.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class S3FifoTest {
    private static final long LATER = S3Fifo.CORRELATED_SECONDS;

    private final S3Fifo<String> order = new S3Fifo<>();

    @Test
    void whatCameFirstAndWasReadOnceLeavesFirst() {
        // When
        add("a", "b", "c");
        order.read("a", 1);
        // Then
        assertThat(evictAll()).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsReadAgainLaterOutlivesWhatIsNot() {
        // Given
        add("a", "b", "c");
        // When
        order.read("a", LATER);
        // Then
        assertThat(evictAll()).containsExactly("b", "c", "a");
    }

    @Test
    void theManyReadsOfOneViewingAreOne() {
        // Given
        add("a", "b");
        // When
        for (long second = 0; second < 10 * LATER; second += LATER - 1) {
            order.read("a", second);
        }
        // Then
        assertThat(evictAll()).containsExactly("a", "b");
    }

    @Test
    void whatComesBackSoonIsKeptLonger() {
        // Given
        add("a", "b", "c");
        order.removed("a");
        // When
        add("a", "d");
        // Then
        assertThat(evictAll()).containsExactly("b", "c", "d", "a");
    }

    @Test
    void whatMustStayIsPassedOverAndKeepsItsPlace() {
        // Given
        add("a", "b");
        // Then
        assertThat(order.victim(thing -> !thing.equals("a"))).contains("b");
        assertThat(order.victim(thing -> false)).isEmpty();
        assertThat(order.victim(thing -> true)).contains("a");
    }

    @Test
    void aScanDoesNotDriveOutWhatIsWatched() {
        // Given
        for (int i = 0; i < 50; i++) {
            add("watched " + i);
            order.read("watched " + i, LATER);
        }
        // When
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            add("scanned " + i);
            String victim = order.victim(thing -> true).orElseThrow();
            order.removed(victim);
            gone.add(victim);
        }
        // Then: but for the tenth that passers-by get
        assertThat(gone).filteredOn(thing -> thing.startsWith("watched")).hasSizeLessThanOrEqualTo(5);
    }

    @Property(tries = 200)
    void agreesWithASetWhateverHappens(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        S3Fifo<Integer> tested = new S3Fifo<>();
        Set<Integer> model = new HashSet<>();
        // When
        for (int step = 0; step < 500; step++) {
            int thing = random.nextInt(40);
            switch (random.nextInt(4)) {
                case 0 -> {
                    tested.added(thing, random.nextInt(2), step);
                    model.add(thing);
                }
                case 1 -> tested.read(thing, 40L * step);
                case 2 -> {
                    tested.removed(thing);
                    model.remove(thing);
                }
                default -> {
                    int stays = random.nextInt(3);
                    Optional<Integer> victim = tested.victim(each -> each % 3 != stays);
                    // Then
                    assertThat(victim.isPresent()).isEqualTo(model.stream().anyMatch(each -> each % 3 != stays));
                    victim.ifPresent(found -> assertThat(model).contains(found));
                }
            }
            assertThat(tested.size()).isEqualTo(model.size());
        }
    }

    private void add(String... things) {
        for (String thing : things) {
            order.added(thing, 0, 0);
        }
    }

    private List<String> evictAll() {
        List<String> evicted = new ArrayList<>();
        while (order.size() > 0) {
            String victim = order.victim(thing -> true).orElseThrow();
            order.removed(victim);
            evicted.add(victim);
        }
        return evicted;
    }
}
