package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Turns what the readers of one media want into the spans that are missing for it. Stateless.
 *
 * <p>Every reader has two wishes, its demand (CRITICAL) and its read-ahead (HIGH). Wishes are served in the order of
 * {@link SpanOrder}, and what one has taken is there for all: a herd at one position is one span, and a byte is never
 * asked for twice. No byte is asked for that is readable or under way.
 */
final class Planner {
    /**
     * Read-ahead behind a demand ends with this many spans, so that every reader keeps its first. A plan lasts until the next event only, and no origin is
     * asked for so much in between; more than that made every event of a film with fifty viewers cost milliseconds.
     */
    private static final int MOST_AT_A_TIME = 32;

    private static final Comparator<Wish> MOST_URGENT_FIRST = Comparator.comparing(Wish::urgency, SpanOrder.URGENCY)
            .thenComparingLong(wish -> wish.part().start())
            .thenComparing(wish -> wish.reader().cursor().reading().session());

    private final ReadAhead readAhead;

    Planner(ReadAhead readAhead) {
        this.readAhead = readAhead;
    }

    private record Wish(Reader reader, Window window, ByteRange part, Want.Urgency urgency) {
        boolean isBehindDemand() {
            return part.start() > window.start();
        }
    }

    /** Returns the spans to ask for, none of which overlap. */
    List<Want> plan(Situation situation) {
        MediaVersion version = situation.version();
        return version == null ? planUnknown(situation) : planKnown(situation, version.layout());
    }

    private List<Want> planKnown(Situation situation, ChunkLayout layout) {
        SpanSizes spans = SpanSizes.of(situation.pipe());
        Queue<Wish> wishes = new PriorityQueue<>(MOST_URGENT_FIRST);
        for (Reader reader : situation.readers()) {
            Optional<ByteRange> asked = reader.cursor().remaining().resolve(layout.length());
            if (asked.isPresent()) {
                long arrived = situation.readable().runEnd(asked.get().start());
                Window window = readAhead.window(reader, asked.get(), arrived, layout, spans, situation.now());
                addWishes(reader, window, arrived, situation.now(), wishes);
            }
        }
        List<Want> wants = new ArrayList<>();
        Map<Reading, Integer> turns = turns(situation);
        SpanCutter cutter = new SpanCutter(situation);
        for (Wish wish = wishes.poll(); wish != null; wish = wishes.poll()) {
            if (wish.isBehindDemand() && wants.size() >= MOST_AT_A_TIME) {
                continue;
            }
            for (ByteRange span : cutter.cut(wish.part(), wish.window())) {
                if (!situation.outage().blocks(span.start(), situation.now())) {
                    Priority priority = wish.urgency().priority();
                    wants.add(want(situation, wish.reader(), RequestedRange.of(span), priority, turns));
                }
            }
        }
        return wants;
    }

    /** What has arrived up to there without a gap is no wish. */
    private void addWishes(Reader reader, Window window, long arrived, Instant now, Queue<Wish> wishes) {
        if (window.demandEnd() > Math.max(window.start(), arrived)) {
            ByteRange demand = new ByteRange(window.start(), window.demandEnd());
            wishes.add(new Wish(reader, window, demand, urgency(reader, Priority.CRITICAL, demand.start(), 0, now)));
        }
        if (window.end() > Math.max(window.demandEnd(), arrived)) {
            ByteRange ahead = new ByteRange(window.demandEnd(), window.end());
            wishes.add(new Wish(reader, window, ahead, urgency(reader, Priority.HIGH, ahead.start(), 0, now)));
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
                reader -> urgency(reader, Priority.CRITICAL, 0, 0, situation.now()), SpanOrder.URGENCY));
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
                wants.add(want(situation, reader, range, Priority.CRITICAL, turns));
            } else if (range instanceof From from && !taken.contains(from.start())) {
                ByteRange first = taken.gaps(firstSpan(from)).get(0);
                taken = taken.plus(first);
                wants.add(want(situation, reader, RequestedRange.of(first), Priority.CRITICAL, turns));
            }
        }
        return wants;
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

    private Want want(
            Situation situation, Reader reader, RequestedRange range, Priority priority, Map<Reading, Integer> turns) {
        Reading reading = reader.cursor().reading();
        int turn = turns.merge(reading, 1, Integer::sum) - 1;
        Want.Urgency urgency = urgency(reader, priority, OpenCursor.position(range), turn, situation.now());
        return new Want(
                situation.media(),
                situation.origin(),
                range,
                reading,
                urgency,
                reader.cursor().trace());
    }

    private Want.Urgency urgency(Reader reader, Priority priority, long position, int turn, Instant now) {
        Instant deadline = readAhead.deadline(reader, position, now);
        long distance = Math.max(0, position - reader.cursor().position());
        return new Want.Urgency(priority, deadline, reader.playhead().attained() + distance, turn);
    }

    /** Returns how many spans each reading has under way. */
    private static Map<Reading, Integer> turns(Situation situation) {
        Map<Reading, Integer> turns = new HashMap<>();
        situation.inFlight().forEach(span -> turns.merge(span.reading(), 1, Integer::sum));
        return turns;
    }
}
