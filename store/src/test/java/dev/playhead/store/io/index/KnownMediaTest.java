package dev.playhead.store.io.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownMediaTest {
    private static final int STORED = 10_000;
    private static final int ASKED = 100_000;

    private final KnownMedia known = new KnownMedia();

    @Test
    void excludesNothingBeforeItHasLearntAll() {
        // When
        known.add(media("a", 1));

        // Then
        assertThat(known.mayContain(media("b", 2))).isTrue();
    }

    @Test
    void neverExcludesWhatWasAdded() {
        // When
        fill();

        // Then
        assertThat(IntStream.range(0, STORED).mapToObj(i -> media("film", i))).allMatch(known::mayContain);
    }

    @Test
    void excludesNearlyEverythingElse() {
        // When
        fill();

        // Then
        long wrong = IntStream.range(0, ASKED)
                .mapToObj(i -> media("other", i))
                .filter(known::mayContain)
                .count();
        assertThat(wrong).isLessThanOrEqualTo(5);
    }

    private void fill() {
        IntStream.range(0, STORED).forEach(i -> known.add(media("film", i)));
        known.complete();
    }

    private static MediaId media(String name, int number) {
        return MediaId.of(new OriginName("m"), "/" + name + number + ".mp4");
    }
}
