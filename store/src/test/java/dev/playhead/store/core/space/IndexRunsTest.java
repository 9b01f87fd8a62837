package dev.playhead.store.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IndexRunsTest {
    private static final long MIB = 1024 * 1024;
    private static final long FILM = 100 * MIB;
    private static final long STORE = 80 * MIB;
    private static final int MOST = 10;

    private final IndexRuns index = new IndexRuns(MIB, STORE);

    @Test
    void headAndTailThatReadersBeginAtCount() {
        // When
        index.read(1, FILM, 0, 5);
        index.read(1, FILM, 97 * MIB + 5, 97 * MIB + 5);
        index.read(1, FILM, 97 * MIB + 5, 98 * MIB);

        // Then
        assertThat(runs(1)).containsExactly(0L, 97L, 98L);
    }

    @Test
    void whoReadsOnDoesNotMakeMoreOfIt() {
        // When
        for (long position = 0; position < FILM; position += MIB / 4) {
            index.read(1, FILM, 0, position);
        }

        // Then
        assertThat(runs(1)).containsExactly(0L);
    }

    @Test
    void whoBeginsInTheMiddleMakesNothingOfIt() {
        // When
        for (long position = 50 * MIB; position < FILM; position += MIB / 4) {
            index.read(1, FILM, 50 * MIB, position);
        }

        // Then
        assertThat(runs(1)).isEmpty();
    }

    @Test
    void shortMediaHaveNone() {
        // When
        index.read(1, 31 * MIB, 0, 0);
        index.read(1, 31 * MIB, 30 * MIB, 30 * MIB);

        // Then
        assertThat(runs(1)).isEmpty();
    }

    @Test
    void storeThatKeepsWholeFilesHasNone() {
        // Given
        IndexRuns whole = new IndexRuns(Run.WHOLE, STORE);

        // When
        whole.read(1, FILM, 0, 0);

        // Then
        assertThat(whole.contains(new Run(1, 0))).isFalse();
    }

    @Test
    void whatWasOpenedLongestAgoIsForgottenFirst() {
        // Given
        for (int version = 0; version < MOST; version++) {
            index.read(version, FILM, 0, 0);
        }
        index.read(0, FILM, 0, 0);

        // When
        index.read(MOST, FILM, 0, 0);

        // Then
        assertThat(runs(0)).containsExactly(0L);
        assertThat(runs(1)).isEmpty();
        assertThat(runs(2)).containsExactly(0L);
    }

    @Test
    void whatHasLeftCountsNoLonger() {
        // Given
        index.read(1, FILM, 0, 0);

        // When
        index.removed(new Run(1, 0));

        // Then
        assertThat(runs(1)).isEmpty();
    }

    /** Whoever reads what: an eighth of the store at most, and edges only. */
    @Property(tries = 200)
    void staysSmallAndAtTheEdges(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 99) Integer> places) {
        // When
        IndexRuns each = new IndexRuns(MIB, STORE);
        for (int i = 0; i < places.size(); i++) {
            each.read(i % 3, FILM, places.get(i) * MIB, (places.get(i) + i % 2) * MIB);
        }

        // Then
        List<Run> kept = new ArrayList<>();
        for (long version = 0; version < 3; version++) {
            for (long run = 0; run < 100; run++) {
                if (each.contains(new Run(version, run))) {
                    kept.add(new Run(version, run));
                }
            }
        }
        assertThat(kept).hasSizeLessThanOrEqualTo(MOST).allMatch(run -> run.index() == 0 || run.index() >= 92);
    }

    private List<Long> runs(long version) {
        List<Long> runs = new ArrayList<>();
        for (long run = 0; run < 100; run++) {
            if (index.contains(new Run(version, run))) {
                runs.add(run);
            }
        }
        return runs;
    }
}
