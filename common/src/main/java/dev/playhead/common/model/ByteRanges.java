package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An immutable set of bytes, kept as sorted runs that neither overlap nor touch. Thread-safe.
 *
 * <p>Changing it copies the bounds: media in use hold few runs, and readers take a snapshot without a lock.
 */
public final class ByteRanges {
    public static final ByteRanges EMPTY = new ByteRanges(new long[0]);

    /** start0, end0, start1, end1, … strictly ascending. */
    private final long[] bounds;

    private ByteRanges(long[] bounds) {
        this.bounds = bounds;
    }

    public static ByteRanges of(ByteRange... ranges) {
        return of(List.of(ranges));
    }

    /** Returns the union of ranges given in any order. */
    @JsonCreator
    public static ByteRanges of(List<ByteRange> ranges) {
        ByteRanges set = EMPTY;
        for (ByteRange range : ranges) {
            set = set.plus(range);
        }
        return set;
    }

    public ByteRanges plus(ByteRange range) {
        int first = firstRunEndingAtOrAfter(range.start());
        int behind = first;
        while (behind < runs() && start(behind) <= range.end()) {
            behind++;
        }
        if (behind == first) {
            return splice(first, behind, range.start(), range.end());
        }
        long start = Math.min(range.start(), start(first));
        long end = Math.max(range.end(), end(behind - 1));
        return behind == first + 1 && start == start(first) && end == end(first)
                ? this
                : splice(first, behind, start, end);
    }

    public ByteRanges plus(ByteRanges other) {
        ByteRanges set = this;
        for (ByteRange range : other.asList()) {
            set = set.plus(range);
        }
        return set;
    }

    public ByteRanges minus(ByteRange range) {
        int first = firstRunEndingAfter(range.start());
        int behind = first;
        while (behind < runs() && start(behind) < range.end()) {
            behind++;
        }
        if (behind == first) {
            return this;
        }
        long[] kept = new long[4];
        int n = 0;
        if (start(first) < range.start()) {
            kept[n++] = start(first);
            kept[n++] = range.start();
        }
        if (end(behind - 1) > range.end()) {
            kept[n++] = range.end();
            kept[n++] = end(behind - 1);
        }
        return splice(first, behind, Arrays.copyOf(kept, n));
    }

    public ByteRanges minus(ByteRanges other) {
        ByteRanges set = this;
        for (ByteRange range : other.asList()) {
            set = set.minus(range);
        }
        return set;
    }

    public boolean contains(long position) {
        return runEnd(position) > position;
    }

    public boolean covers(ByteRange range) {
        return runEnd(range.start()) >= range.end();
    }

    /** Returns the exclusive end of the run that holds the position, or the position itself when none does. */
    public long runEnd(long position) {
        int run = firstRunEndingAfter(position);
        return run < runs() && start(run) <= position ? end(run) : position;
    }

    /** Returns the first position of this set, at a position or behind it; {@link Long#MAX_VALUE} when there is none. */
    public long firstFrom(long position) {
        int run = firstRunEndingAfter(position);
        return run < runs() ? Math.max(position, start(run)) : Long.MAX_VALUE;
    }

    /** Returns where the first run begins that begins behind the position; {@link Long#MAX_VALUE} when none does. */
    public long nextStart(long position) {
        return gapFrom(position).end();
    }

    /**
     * Returns the first run of bytes that this set lacks, at a position or behind it; it ends at {@link Long#MAX_VALUE} when
     * nothing is held behind it.
     */
    public ByteRange gapFrom(long position) {
        int run = firstRunEndingAfter(position);
        long start = position;
        if (run < runs() && start(run) <= position) {
            start = end(run);
            run++;
        }
        return new ByteRange(start, run < runs() ? start(run) : Long.MAX_VALUE);
    }

    /** Returns what this set holds inside the range, ascending. */
    public List<ByteRange> within(ByteRange range) {
        List<ByteRange> found = new ArrayList<>();
        for (int run = firstRunEndingAfter(range.start()); run < runs() && start(run) < range.end(); run++) {
            found.add(new ByteRange(Math.max(start(run), range.start()), Math.min(end(run), range.end())));
        }
        return found;
    }

    /** Returns what this set lacks inside the range, ascending. */
    public List<ByteRange> gaps(ByteRange range) {
        List<ByteRange> gaps = new ArrayList<>();
        long from = range.start();
        for (ByteRange held : within(range)) {
            if (held.start() > from) {
                gaps.add(new ByteRange(from, held.start()));
            }
            from = held.end();
        }
        if (from < range.end()) {
            gaps.add(new ByteRange(from, range.end()));
        }
        return gaps;
    }

    public long bytes() {
        return IntStream.range(0, runs())
                .mapToLong(run -> end(run) - start(run))
                .sum();
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    @JsonValue
    public List<ByteRange> asList() {
        return IntStream.range(0, runs())
                .mapToObj(run -> new ByteRange(start(run), end(run)))
                .toList();
    }

    private int runs() {
        return bounds.length / 2;
    }

    private long start(int run) {
        return bounds[2 * run];
    }

    private long end(int run) {
        return bounds[2 * run + 1];
    }

    private int firstRunEndingAfter(long position) {
        int low = 0;
        int high = runs();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int firstRunEndingAtOrAfter(long position) {
        return position == 0 ? 0 : firstRunEndingAfter(position - 1);
    }

    private ByteRanges splice(int from, int to, long... replacement) {
        long[] spliced = new long[bounds.length - 2 * (to - from) + replacement.length];
        System.arraycopy(bounds, 0, spliced, 0, 2 * from);
        System.arraycopy(replacement, 0, spliced, 2 * from, replacement.length);
        System.arraycopy(bounds, 2 * to, spliced, 2 * from + replacement.length, bounds.length - 2 * to);
        return new ByteRanges(spliced);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteRanges that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return asList().toString();
    }
}
