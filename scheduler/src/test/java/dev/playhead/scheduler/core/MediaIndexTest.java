package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaEdges;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MediaIndexTest {
    private static final ChunkLayout LAYOUT = CoreFixture.VERSION.layout();
    private static final MediaIndex NONE = MediaIndex.none(CoreFixture.VERSION);

    @Test
    void regionBeginsWhereThePlayerBeganAndEndsWithAChunk() {
        // When
        MediaIndex index =
                NONE.plus(ByteRanges.of(new ByteRange(0, 70_000), new ByteRange(97 * MIB + 5, 98 * MIB + 1)), LAYOUT);

        // Then
        assertThat(index.regions().asList())
                .containsExactly(
                        new ByteRange(0, LAYOUT.chunkSize()),
                        new ByteRange(97 * MIB + 5, 98 * MIB + LAYOUT.chunkSize()));
    }

    @Test
    void whatWasReadInTheMiddleIsNoIndex() {
        // Then
        assertThat(NONE.plus(ByteRanges.of(mib(50, 51)), LAYOUT)).isEqualTo(NONE);
    }

    @Test
    void tailGoesBeforeHeadWhereBothAreTooMuch() {
        // When
        MediaIndex index = NONE.plus(ByteRanges.of(mib(0, 3), mib(94, 100)), LAYOUT);

        // Then
        assertThat(index.regions().asList()).containsExactly(mib(94, 100));
    }

    @Test
    void whatAPlayerReadLastGoesBeforeWhatOthersRead() {
        // Given
        MediaIndex others = NONE.plus(ByteRanges.of(mib(0, 1), mib(95, 100)), LAYOUT);

        // When
        MediaIndex index = others.plus(ByteRanges.of(mib(0, 2), mib(93, 94)), LAYOUT);

        // Then
        assertThat(index.regions().asList()).containsExactly(mib(0, 2), mib(93, 94), mib(95, 100));
    }

    /** Whatever openings read: few bytes, all of them read at an edge, and nothing new by reading the same again. */
    @Property(tries = 500)
    void staysSmallAndHoldsOnlyWhatWasRead(@ForAll("openings") @Size(min = 1, max = 5) List<ByteRanges> openings) {
        // When
        MediaIndex index = NONE;
        ByteRanges read = ByteRanges.EMPTY;
        for (ByteRanges opening : openings) {
            index = index.plus(opening, LAYOUT);
            for (ByteRange range : opening.asList()) {
                read = read.plus(new ByteRange(range.start(), LAYOUT.ceil(range.end())));
            }
        }

        // Then
        assertThat(index.regions().asList()).hasSizeLessThanOrEqualTo(MediaIndex.MOST_REGIONS);
        assertThat(index.regions().bytes()).isLessThanOrEqualTo(MediaIndex.MOST_BYTES);
        assertThat(index.regions().minus(new MediaEdges(LAYOUT.length()).within(read)))
                .isEqualTo(ByteRanges.EMPTY);
        assertThat(index.plus(openings.get(openings.size() - 1), LAYOUT)).isEqualTo(index);
    }

    @Provide
    Arbitrary<List<ByteRanges>> openings() {
        Arbitrary<ByteRange> place = Combinators.combine(
                        Arbitraries.longs().between(0, LAYOUT.length() - 1),
                        Arbitraries.longs().between(1, 9 * MIB))
                .as((start, length) -> new ByteRange(start, Math.min(LAYOUT.length(), start + length)));
        Arbitrary<ByteRange> edge = place.map(range -> range.start() % 2 == 0
                ? new ByteRange(range.start() % (4 * MIB), range.start() % (4 * MIB) + range.length())
                : new ByteRange(LAYOUT.length() - range.length(), LAYOUT.length()));
        return Arbitraries.oneOf(place, edge)
                .list()
                .ofMaxSize(8)
                .map(ByteRanges::of)
                .list();
    }
}
