package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns what the readers of one media want into the spans that are missing for it. Stateless.
 *
 * <p>Every reader has two wishes, its demand (CRITICAL) and its read-ahead (HIGH). Wishes are served in the order of
 * {@link SpanOrder}, and what one has taken is there for all: a herd at one position is one span, and a byte is never
 * asked for twice. No byte is asked for that is readable or under way.
 */
final class Planner {
    private static final Comparator<Wish> MOST_URGENT_FIRST = Wish::compare;

    private final ReadAhead readAhead;

    Planner(ReadAhead readAhead) {
        this.readAhead = readAhead;
    }

    /** What is left of a wish none of which can find a place any more. */
    private record Rest(Wish wish, Cut cut) {}

    /**
     * Returns the most urgent spans to ask for, none of which overlap, in the order of {@link SpanOrder}.
     *
     * <p>What it costs grows with how many there may be, not with how many are wanted.
     *
     * @param most how many at most; they are the first of all
     */
    List<Want> plan(Situation situation, int most) {
        MediaVersion version = situation.version();
        return version == null ? planUnknown(situation) : planKnown(situation, version, most);
    }

    private List<Want> planKnown(Situation situation, MediaVersion version, int most) {
        Shortlist wants = new Shortlist(most);
        Map<Reading, Integer> turns = turns(situation);
        SpanCutter cutter = new SpanCutter(situation);
        List<Rest> rests = new ArrayList<>();
        Set<Reading> resting = new HashSet<>();
        for (Wish wish : wishes(situation, version)) {
            if (!wants.hasPlaceFor(wish.urgency(), wish.part().start())) {
                break;
            }
            Rest rest = new Rest(wish, wish.cut(cutter));
            boolean mayServe = mayServe(rest, wants, turns, situation);
            if (mayServe && (resting.contains(wish.reading()) || overlapsAny(rests, wish.part()))) {
                rests.forEach(before -> finish(before, turns, situation));
                rests.clear();
                resting.clear();
            }
            if (!mayServe || !serve(rest, wants, turns, situation)) {
                rests.add(rest);
                resting.add(wish.reading());
            }
        }
        return wants.mostUrgentFirst();
    }

    private List<Wish> wishes(Situation situation, MediaVersion version) {
        Outlook.Premises premises =
                new Outlook.Premises(version, situation.readable(), SpanSizes.of(situation.pipe()), situation.now());
        List<Wish> wishes = new ArrayList<>(2 * situation.readers().size());
        for (Reader reader : situation.readers()) {
            Outlook outlook = reader.outlook(readAhead, premises);
            if (outlook != null) {
                outlook.addWishes(wishes);
            }
        }
        wishes.sort(MOST_URGENT_FIRST);
        return wishes;
    }

    /** Whether a span of a wish may find a place, as far as its first missing byte says. */
    private boolean mayServe(Rest wish, Shortlist wants, Map<Reading, Integer> turns, Situation situation) {
        long start = wish.cut().start();
        return wants.hasPlaceFor(urgency(wish.wish(), start, turns, situation), start);
    }

    /** Cuts a wish while its spans find a place; returns whether it was cut to its end. */
    private boolean serve(Rest wish, Shortlist wants, Map<Reading, Integer> turns, Situation situation) {
        Cut cut = wish.cut();
        for (long start = cut.start(); !cut.isOver(start); start = cut.start()) {
            boolean blocked = situation.outage().blocks(start, situation.now());
            Want.Urgency urgency = urgency(wish.wish(), start, turns, situation);
            if (!blocked && !wants.hasPlaceFor(urgency, start)) {
                return false;
            }
            ByteRange span = cut.peek();
            if (span == null) {
                return true;
            }
            if (!blocked) {
                wants.add(want(situation, wish.wish().reader(), RequestedRange.of(span), urgency));
                turns.merge(wish.wish().reading(), 1, Integer::sum);
            }
            cut.take(span);
        }
        return true;
    }

    private Want.Urgency urgency(Wish wish, long position, Map<Reading, Integer> turns, Situation situation) {
        int turn = turns.getOrDefault(wish.reading(), 0);
        return readAhead.urgency(wish.reader(), wish.urgency().priority(), position, turn, situation.now());
    }

    /** Whether bytes are to be had by what is left of other wishes. */
    private static boolean overlapsAny(List<Rest> rests, ByteRange part) {
        for (Rest rest : rests) {
            if (rest.cut().overlaps(part)) {
                return true;
            }
        }
        return false;
    }

    /** Counts and takes what is left of a wish, for those that come behind it. */
    private static void finish(Rest rest, Map<Reading, Integer> turns, Situation situation) {
        for (ByteRange span = rest.cut().peek(); span != null; span = rest.cut().peek()) {
            if (!situation.outage().blocks(span.start(), situation.now())) {
                turns.merge(rest.wish().reading(), 1, Integer::sum);
            }
            rest.cut().take(span);
        }
    }

    /**
     * Plans the first span of each reader: the answer to one of them describes the media, and windows open then.
     *
     * <p>It is short and ends where a chunk ends whatever the chunk size will be.
     */
    private List<Want> planUnknown(Situation situation) {
        List<Reader> readers = new ArrayList<>(situation.readers());
        readers.sort(Comparator.comparing(
                reader -> readAhead.urgency(reader, Priority.CRITICAL, 0, 0, situation.now()), SpanOrder.URGENCY));
        List<Want> wants = new ArrayList<>();
        Map<Reading, Integer> turns = turns(situation);
        ByteRanges taken = ByteRanges.EMPTY;
        long suffix = longestSuffix(situation);
        for (InFlight span : situation.inFlight()) {
            taken = span.range() == null ? taken : taken.plus(span.range());
        }
        for (Reader reader : readers) {
            RequestedRange range = reader.cursor().remaining();
            if (situation.outage().blocks(OpenCursor.position(range), situation.now())) {
                continue;
            }
            if (range instanceof Suffix wanted && wanted.count() > suffix) {
                suffix = wanted.count();
                wants.removeIf(want -> want.range() instanceof Suffix);
                wants.add(first(situation, reader, range, turns));
            } else if (range instanceof From from && !taken.contains(from.start())) {
                ByteRange first = taken.gaps(firstSpan(from)).get(0);
                taken = taken.plus(first);
                wants.add(first(situation, reader, RequestedRange.of(first), turns));
            }
        }
        return wants;
    }

    private Want first(Situation situation, Reader reader, RequestedRange range, Map<Reading, Integer> turns) {
        int turn = turns.merge(reader.cursor().reading(), 1, Integer::sum) - 1;
        long position = OpenCursor.position(range);
        return want(
                situation,
                reader,
                range,
                readAhead.urgency(reader, Priority.CRITICAL, position, turn, situation.now()));
    }

    private static ByteRange firstSpan(From from) {
        long unit = ChunkLayout.MAX_CHUNK_SIZE;
        long end = from.start() + unit;
        if (from.end() != null) {
            end = Math.min(end, from.end());
        }
        return new ByteRange(from.start(), (end + unit - 1) / unit * unit);
    }

    private static long longestSuffix(Situation situation) {
        return situation.inFlight().stream()
                .mapToLong(span -> span.command().range() instanceof Suffix suffix ? suffix.count() : 0)
                .max()
                .orElse(0);
    }

    private static Want want(Situation situation, Reader reader, RequestedRange range, Want.Urgency urgency) {
        OpenCursor cursor = reader.cursor();
        return new Want(situation.media(), situation.origin(), range, cursor.reading(), urgency, cursor.trace());
    }

    /** Returns how many spans each reading has under way. */
    private static Map<Reading, Integer> turns(Situation situation) {
        Map<Reading, Integer> turns = new HashMap<>();
        for (InFlight span : situation.inFlight()) {
            turns.merge(span.reading(), 1, Integer::sum);
        }
        return turns;
    }
}
