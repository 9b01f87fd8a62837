package dev.playhead.common.bytes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RendezvousTest {
    private static final List<MediaId> MEDIA = IntStream.range(0, 2000)
            .mapToObj(i -> MediaId.of(new OriginName("films"), "/" + i))
            .toList();

    @Property(tries = 20)
    void orderOfTheStoresDoesNotMatter(@ForAll @IntRange(min = 1, max = 6) int count, @ForAll long seed) {
        List<URI> shuffled = new ArrayList<>(stores(count));
        Collections.shuffle(shuffled, new Random(seed));
        Rendezvous one = new Rendezvous(stores(count));
        Rendezvous other = new Rendezvous(shuffled);
        assertThat(MEDIA).allMatch(media -> one.storeOf(media).equals(other.storeOf(media)));
    }

    @Property(tries = 5)
    void storeThatLeavesMovesOnlyItsOwnMedia(@ForAll @IntRange(min = 2, max = 6) int count) {
        List<URI> all = stores(count);
        URI gone = all.get(0);
        Rendezvous before = new Rendezvous(all);
        Rendezvous after = new Rendezvous(all.subList(1, count));
        assertThat(MEDIA)
                .allMatch(media -> before.storeOf(media).equals(gone)
                        || before.storeOf(media).equals(after.storeOf(media)));
    }

    @Test
    void sharesEvenly() {
        // Given
        Rendezvous placement = new Rendezvous(stores(4));
        // When
        Map<URI, Long> shares = MEDIA.stream()
                .map(placement::storeOf)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        // Then: 500 each, five standard deviations of room
        assertThat(shares).hasSize(4);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(400L, 600L));
    }

    @Test
    void needsAStore() {
        assertThatThrownBy(() -> new Rendezvous(List.of())).hasMessageContaining("stores");
    }

    private static List<URI> stores(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> URI.create("http://store-" + i + ":8090"))
                .toList();
    }
}
