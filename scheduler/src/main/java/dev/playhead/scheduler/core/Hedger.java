package dev.playhead.scheduler.core;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the spans that are to be asked for a second time: those that the next byte of a stream depends on, and that have
 * been silent for longer than spans of their origin usually are ({@link Silence}).
 *
 * <p>A silence counts only as far as it could have been broken: a process that stood still itself has heard nobody.
 *
 * <p>Only the head of a line is hedged. What comes later has time, and the fetcher's own patience.
 */
final class Hedger {
    /** A stream that runs dry within this time is as good as waiting: a round trip to a far origin and the hops. */
    private static final Duration NEARLY_DRY = Duration.ofMillis(500);
    /** Where there was no room or no budget it is looked again. */
    private static final Duration AGAIN = Duration.ofMillis(100);

    /** A tick this late says that the process stood still, and with it whoever would have told of progress. */
    private static final Duration STOOD_STILL = Duration.ofMillis(50);
    /** What was held up meanwhile has been heard of after this. */
    private static final Duration CATCH_UP = Duration.ofMillis(250);

    private final Policy policy;
    private final InFlightTable table;
    private final OriginControls origins;
    private final ReadAhead readAhead;
    private final Room room;
    private final CommandIds ids;
    private Instant caughtUpAt = Instant.MIN;

    Hedger(Policy policy, InFlightTable table, OriginControls origins, ReadAhead readAhead, Room room, CommandIds ids) {
        this.policy = policy;
        this.table = table;
        this.origins = origins;
        this.readAhead = readAhead;
        this.room = room;
        this.ids = ids;
    }

    /**
     * A span that the head of a line depends on.
     *
     * @param from the byte that is missing
     * @param dueAt when it will have been silent for too long, or its stream is nearly dry, whichever is later
     */
    private record Suspect(InFlight span, long from, Instant dueAt) {
        /** Returns what is missing of it, up to the next byte that is there. */
        Optional<ByteRange> rest(ByteRanges readable) {
            @Nullable ByteRange range = span.range();
            return range == null || from >= range.end()
                    ? Optional.empty()
                    : readable.gaps(new ByteRange(from, range.end())).stream().findFirst();
        }
    }

    /** Takes in what time it has become, and when a media was to be looked at next. */
    void woke(Instant now, Instant due) {
        if (!due.equals(Instant.MAX) && now.isAfter(due.plus(STOOD_STILL))) {
            caughtUpAt = now.plus(CATCH_UP);
        }
    }

    /** Publishes a hedge for each span of a media whose time has come, as far as there is budget. */
    void hedge(MediaState media, Instant now, List<Decision> decisions) {
        for (Suspect suspect : suspects(media, now)) {
            if (table.hedges().isAffordable() && Times.reached(suspect.dueAt(), now)) {
                suspect.rest(media.map().readable())
                        .ifPresent(rest -> askAgain(media, suspect.span(), rest, now, decisions));
            }
        }
    }

    /** Where the origin, or every fetcher, has all that it may have, the quiet span makes room for its own successor. */
    private void askAgain(MediaState media, InFlight quiet, ByteRange rest, Instant now, List<Decision> decisions) {
        Optional<Priority> free = Stream.of(Priority.CRITICAL, Priority.HIGH)
                .filter(priority -> room.hasLane(priority.lane()))
                .findFirst();
        Priority priority = free.orElse(quiet.command().priority());
        FetchSpan command = command(media, rest, priority, quiet.command().trace(), now);
        if (free.isPresent() && room.hasOriginForHedge(media.origin(), now)) {
            publish(command, quiet, now, decisions);
            table.hedges().began(quiet.id(), command.command(), quiet.progress().bytes());
        } else if (room.isOpen(media.origin(), now)) {
            table.remove(quiet.id());
            decisions.add(new Decision.Cancel(new CancelFetch(media.id(), quiet.id())));
            publish(command, quiet, now, decisions);
            table.hedges().replaced();
        }
    }

    private FetchSpan command(
            MediaState media, ByteRange rest, Priority priority, @Nullable TraceContext trace, Instant now) {
        return new FetchSpan(
                media.id(),
                media.source(),
                ids.next(),
                1,
                RequestedRange.of(rest),
                media.map().version(),
                priority,
                now.plus(Dispatcher.GRACE),
                trace);
    }

    private void publish(FetchSpan command, InFlight quiet, Instant now, List<Decision> decisions) {
        table.put(InFlight.issued(command, quiet.reading(), now, now.plus(policy.lease()))
                .demanded(true));
        decisions.add(new Decision.Publish(command));
    }

    /** Returns when the next span has been silent for too long, or {@link Instant#MAX}. */
    Instant next(MediaState media, Instant now) {
        return suspects(media, now).stream()
                .map(suspect -> Times.later(suspect.dueAt(), now.plus(AGAIN)))
                .reduce(Instant.MAX, Times::earlier);
    }

    /** Written out: each lambda that captures something is as dear under the first compiler as the look at a reader. */
    private List<Suspect> suspects(MediaState media, Instant now) {
        InFlight[] spans = table.of(media.id()).toArray(InFlight[]::new);
        List<Suspect> suspects = new ArrayList<>();
        long furthest = furthest(spans);
        for (Reader reader : media.viewers().readers()) {
            long position = reader.cursor().position();
            // Most readers stand behind all spans, and a search in what is there is not for nothing.
            if (position < furthest) {
                long missing = reader.gap(media.map().readable()).start();
                @Nullable InFlight span = missing < furthest ? unhedged(spans, missing) : null;
                if (span != null && !isAmong(suspects, span)) {
                    suspects.add(suspect(span, reader, missing, now));
                }
            }
        }
        return suspects;
    }

    private static long furthest(InFlight[] spans) {
        long furthest = 0;
        for (InFlight span : spans) {
            @Nullable ByteRange range = span.range();
            furthest = range == null ? furthest : Math.max(furthest, range.end());
        }
        return furthest;
    }

    private static boolean isAmong(List<Suspect> suspects, InFlight span) {
        for (Suspect suspect : suspects) {
            if (suspect.span() == span) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first span that covers a byte and is not raced yet, or null. */
    private @Nullable InFlight unhedged(InFlight[] spans, long missing) {
        for (InFlight span : spans) {
            if (span.covers(missing) && !table.hedges().isRacing(span.id())) {
                return span;
            }
        }
        return null;
    }

    private Suspect suspect(InFlight span, Reader reader, long missing, Instant now) {
        OpenCursor cursor = reader.cursor();
        boolean begun = span.progress().hasBegun() || !span.starts(missing);
        boolean moved = begun && cursor.position() == missing;
        Instant silentSince = moved
                ? Times.later(span.progress().at(), cursor.since())
                : span.progress().at();
        Duration patience =
                origins.of(span.command().media().origin()).silence().patience(!begun);
        Instant silentAt = Times.later(silentSince.plus(patience), caughtUpAt);
        return new Suspect(span, missing, Times.later(silentAt, dry(reader, missing, now)));
    }

    /** Returns from when on the stream counts as dry. */
    private Instant dry(Reader reader, long missing, Instant now) {
        Instant waitingSince = reader.cursor().waitingSince();
        if (waitingSince != null) {
            return waitingSince;
        }
        return readAhead.deadline(reader, missing, now).minus(NEARLY_DRY);
    }
}
