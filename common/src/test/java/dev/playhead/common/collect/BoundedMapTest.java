package dev.playhead.common.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedMapTest {

    @Test
    void holdsAsManyAsItsCapacity() {
        // Given
        Map<String, Integer> map = BoundedMap.byInsertion(2);

        // When
        map.put("a", 1);
        map.put("b", 2);

        // Then
        assertThat(map).containsOnlyKeys("a", "b");
    }

    @Test
    void forgetsWhatWasPutFirstThoughItWasUsedSince() {
        // Given
        Map<String, Integer> map = BoundedMap.byInsertion(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("a", 3);

        // When
        map.put("c", 4);

        // Then
        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("c", 4));
    }

    @Test
    void takesWhatIsRemovedAndPutAgainForTheYoungest() {
        // Given
        Map<String, Integer> map = BoundedMap.byInsertion(2);
        map.put("a", 1);
        map.put("b", 2);
        map.remove("a");
        map.put("a", 3);

        // When
        map.put("c", 4);

        // Then
        assertThat(map).containsExactly(Map.entry("a", 3), Map.entry("c", 4));
    }

    @Test
    void forgetsWhatWasUsedLongestAgo() {
        // Given
        Map<String, Integer> map = BoundedMap.byAccess(3);
        map.put("read", 1);
        map.put("merged", 2);
        map.put("left", 3);
        map.get("read");
        map.merge("merged", 5, Math::max);

        // When
        map.computeIfAbsent("new", unseen -> 4);

        // Then
        assertThat(map).containsExactly(Map.entry("read", 1), Map.entry("merged", 5), Map.entry("new", 4));
    }

    @Test
    void doesNotTakeALookForAUse() {
        // Given
        Map<String, Integer> map = BoundedMap.byAccess(2);
        map.put("a", 1);
        map.put("b", 2);

        // When
        boolean known = map.containsKey("a");
        map.put("c", 3);

        // Then
        assertThat(known).isTrue();
        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("c", 3));
    }

    @Test
    void makesASetThatForgetsWhatWasAddedLongestAgo() {
        // Given
        Set<String> set = Collections.newSetFromMap(BoundedMap.byAccess(2));
        set.add("a");
        set.add("b");
        set.add("a");

        // When
        set.add("c");

        // Then
        assertThat(set).containsExactly("a", "c");
    }

    @Test
    void rejectsACapacityBelowOne() {
        assertThatThrownBy(() -> BoundedMap.byAccess(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity 0 is below 1");
    }
}
