package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Compares {@link ByteRanges} with a bit for each byte. */
class ByteRangesTest {
    private static final int SPACE = 64;

    record Change(boolean add, ByteRange range) {}

    @Provide
    Arbitrary<ByteRange> ranges() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SPACE - 1),
                        Arbitraries.integers().between(1, SPACE / 2))
                .as((start, length) -> new ByteRange(start, Math.min(SPACE, start + length)));
    }

    @Provide
    Arbitrary<Change> changes() {
        return Combinators.combine(Arbitraries.of(true, true, false), ranges()).as(Change::new);
    }

    @Property
    void holdsWhatABitSetHolds(@ForAll @Size(max = 40) List<@net.jqwik.api.From("changes") Change> changes) {
        BitSet model = new BitSet();
        ByteRanges set = ByteRanges.EMPTY;
        for (Change change : changes) {
            set = change.add() ? set.plus(change.range()) : set.minus(change.range());
            model.set((int) change.range().start(), (int) change.range().end(), change.add());
            assertThat(set.asList()).isEqualTo(runs(model));
        }
        assertThat(set.bytes()).isEqualTo(model.cardinality());
        assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
    }

    @Property
    void answersQuestionsLikeABitSet(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("ranges") ByteRange> held,
            @ForAll("ranges") ByteRange asked,
            @ForAll @IntRange(max = SPACE + 2) int position) {
        BitSet model = model(held);
        ByteRanges set = ByteRanges.of(held);

        assertThat(set.contains(position)).isEqualTo(model.get(position));
        assertThat(set.runEnd(position)).isEqualTo(model.get(position) ? model.nextClearBit(position) : position);
        int first = model.nextSetBit(position);
        assertThat(set.firstFrom(position)).isEqualTo(first < 0 ? Long.MAX_VALUE : first);
        int nextStart = model.nextSetBit(model.nextClearBit(position));
        assertThat(set.nextStart(position)).isEqualTo(nextStart < 0 ? Long.MAX_VALUE : nextStart);
        int nextGap = model.nextClearBit(position);
        assertThat(set.gapFrom(position)).isEqualTo(new ByteRange(nextGap, nextStart < 0 ? Long.MAX_VALUE : nextStart));
        assertThat(set.covers(asked)).isEqualTo(model.nextClearBit((int) asked.start()) >= asked.end());

        BitSet inside = new BitSet();
        inside.set((int) asked.start(), (int) asked.end());
        BitSet gaps = (BitSet) inside.clone();
        gaps.andNot(model);
        inside.and(model);
        assertThat(set.within(asked)).isEqualTo(runs(inside));
        assertThat(set.gaps(asked)).isEqualTo(runs(gaps));
    }

    @Property
    void combinesSetsLikeBitSets(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("ranges") ByteRange> left,
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("ranges") ByteRange> right) {
        BitSet union = model(left);
        union.or(model(right));
        BitSet rest = model(left);
        rest.andNot(model(right));

        assertThat(ByteRanges.of(left).plus(ByteRanges.of(right)).asList()).isEqualTo(runs(union));
        assertThat(ByteRanges.of(left).minus(ByteRanges.of(right)).asList()).isEqualTo(runs(rest));
    }

    @Property
    void isEqualWhenItHoldsTheSame(@ForAll @Size(max = 12) List<@net.jqwik.api.From("ranges") ByteRange> held) {
        List<ByteRange> backwards = new ArrayList<>(held);
        java.util.Collections.reverse(backwards);

        assertThat(ByteRanges.of(backwards))
                .isEqualTo(ByteRanges.of(held))
                .hasSameHashCodeAs(ByteRanges.of(held))
                .hasToString(ByteRanges.of(held).toString());
    }

    private static BitSet model(List<ByteRange> ranges) {
        BitSet bits = new BitSet();
        ranges.forEach(range -> bits.set((int) range.start(), (int) range.end()));
        return bits;
    }

    private static List<ByteRange> runs(BitSet bits) {
        List<ByteRange> runs = new ArrayList<>();
        for (int start = bits.nextSetBit(0); start >= 0; ) {
            int end = bits.nextClearBit(start);
            runs.add(new ByteRange(start, end));
            start = bits.nextSetBit(end);
        }
        return runs;
    }
}
