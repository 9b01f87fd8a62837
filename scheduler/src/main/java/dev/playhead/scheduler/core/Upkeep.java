package dev.playhead.scheduler.core;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Keeps what is believed of one media true before it is planned: ends what is over, finds what is lost, lets go what
 * nobody wants.
 */
final class Upkeep {
    /** A stream that gets no byte for so long has been forgotten by somebody: the store is asked what is true. */
    private static final Duration SUSPICIOUS_WAIT = Duration.ofSeconds(1);

    private final Policy policy;
    private final ReadAhead readAhead;
    private final InFlightTable table;
    private final Fleet fleet;
    private final OriginControls origins;
    private final IndexRegions index;

    Upkeep(
            Policy policy,
            ReadAhead readAhead,
            InFlightTable table,
            Fleet fleet,
            OriginControls origins,
            IndexRegions index) {
        this.policy = policy;
        this.readAhead = readAhead;
        this.table = table;
        this.fleet = fleet;
        this.origins = origins;
        this.index = index;
    }

    /** Brings one media up to date; what has to be told goes to the decisions. */
    void review(MediaState media, Instant now, List<Decision> decisions) {
        media.viewers().expire(now);
        media.bulk().expire(now);
        List<Reader> readers = media.viewers().readers();
        endOldVersions(media, decisions);
        endReadable(media, decisions);
        suspectLongWaits(media, readers, now);
        expireLeases(media, now);
        release(media, readers, now, decisions);
        if (media.map().ask(now)) {
            decisions.add(new Decision.LoadMap(media.id()));
        }
    }

    /** Returns when the media has to be reviewed again though nothing happens to it. */
    Instant nextReview(MediaState media, Instant now) {
        Instant next =
                Times.earlier(media.viewers().nextChange(now), media.map().nextChange(now));
        for (Reader reader : media.viewers().readers()) {
            Instant waitingSince = reader.cursor().waitingSince();
            if (waitingSince != null) {
                Instant suspicious = waitingSince.plus(SUSPICIOUS_WAIT);
                next = Times.earlier(next, now.isBefore(suspicious) ? suspicious : Instant.MAX);
                Instant starving = reader.cursor().since().plus(OpenCursor.STARVING);
                next = Times.earlier(next, now.isBefore(starving) ? starving : Instant.MAX);
            }
        }
        if (now.isBefore(media.outage().until()) && !media.isIdle()) {
            next = Times.earlier(next, media.outage().until());
        }
        next = Times.earlier(next, media.bulk().nextChange());
        for (InFlight span : table.of(media.id())) {
            next = Times.earlier(next, endsByItself(span));
        }
        return next;
    }

    private void endOldVersions(MediaState media, List<Decision> decisions) {
        MediaVersion current = media.map().version();
        if (current == null) {
            return;
        }
        for (InFlight span : table.of(media.id())) {
            MediaVersion pinned = span.command().version();
            if (pinned != null && !pinned.isSameContent(current)) {
                cancel(media, span, decisions);
            } else if (needsLength(span, current.length())) {
                table.put(span.described(current.length()));
            }
        }
        for (InFlight span : media.lost()) {
            if (needsLength(span, current.length())) {
                media.lose(span.described(current.length()));
            }
        }
    }

    private static boolean needsLength(InFlight span, long length) {
        return span.range() == null || span.range().end() > length;
    }

    /** A span all of whose bytes are readable is over, whether or not its end was reported; so is one that lost its race. */
    private void endReadable(MediaState media, List<Decision> decisions) {
        for (InFlight span : table.of(media.id())) {
            boolean readable = span.range() != null && media.map().readable().covers(span.range());
            if (table.hedges().hasLost(span.id()) || readable && table.hedges().isRacing(span.id())) {
                cancel(media, span, decisions);
            } else if (readable) {
                table.remove(span.id());
            }
        }
        for (InFlight span : media.lost()) {
            if (span.range() != null && media.map().readable().covers(span.range())) {
                media.forgetLost(span.id());
            }
        }
    }

    /** A wait this long means that something was lost on the way: ask the store, and believe only what fleets confirm. */
    private void suspectLongWaits(MediaState media, List<Reader> readers, Instant now) {
        for (Reader reader : readers) {
            Instant waitingSince = reader.cursor().waitingSince();
            if (waitingSince == null || now.isBefore(waitingSince.plus(SUSPICIOUS_WAIT))) {
                continue;
            }
            media.map().want();
            for (InFlight span : table.of(media.id())) {
                boolean old = Times.reached(span.issuedAt().plus(SUSPICIOUS_WAIT), now);
                if (old && reader.isServedBy(span) && !fleet.runs(span.id())) {
                    lose(media, span);
                }
            }
        }
    }

    private void expireLeases(MediaState media, Instant now) {
        for (InFlight span : table.of(media.id())) {
            if (Times.reached(span.leaseUntil(), now)) {
                lose(media, span);
            }
        }
    }

    private void lose(MediaState media, InFlight span) {
        table.remove(span.id());
        media.lose(span);
        media.map().want();
    }

    /** Lets go what nobody wants: read-ahead at once, a demand when it has outlived its viewer long enough. */
    private void release(MediaState media, List<Reader> readers, Instant now, List<Decision> decisions) {
        List<InFlight> underWay = table.of(media.id());
        if (underWay.isEmpty() && media.lost().isEmpty()) {
            return;
        }
        SpanSizes spans = SpanSizes.of(origins.of(media.origin()).pipe(now));
        ByteRanges opened = index.wanted(media.id(), media.map().version(), now);
        Audience audience = Audience.of(media, readers, readAhead, spans, now).opening(opened);
        List<BulkWish> wishes = media.bulk().wishes(readers);
        for (InFlight span : underWay) {
            if (span.lane() == Lane.BULK) {
                releaseBulk(media, span, wishes, audience, decisions);
            } else if (audience.wants(span)) {
                replace(span, span.adopted().demanded(audience.dependsOn(span)));
            } else {
                InFlight orphan = span.orphaned(now).demanded(false);
                if (Times.reached(endsByItself(orphan), now)) {
                    cancel(media, orphan, decisions);
                } else {
                    replace(span, orphan);
                }
            }
        }
        for (InFlight span : media.lost()) {
            if (!audience.wants(span)) {
                cancel(media, span, decisions);
            }
        }
    }

    /** What nobody waits for goes with its wish; and where a playhead comes that it will not have served by then. */
    private void releaseBulk(
            MediaState media, InFlight span, List<BulkWish> wishes, Audience audience, List<Decision> decisions) {
        boolean wished = wishes.stream().anyMatch(wish -> wish.covers(span));
        boolean demanded = audience.dependsOn(span);
        if (wished && (!demanded || audience.standsBefore(span))) {
            replace(span, span.demanded(demanded));
        } else {
            cancel(media, span, decisions);
        }
    }

    private void replace(InFlight span, InFlight changed) {
        if (span != changed) {
            table.put(changed);
        }
    }

    private Instant endsByItself(InFlight span) {
        Instant orphanedAt = span.orphanedAt();
        if (orphanedAt == null) {
            return span.leaseUntil();
        }
        return span.command().priority() == Priority.CRITICAL
                ? Times.earlier(span.leaseUntil(), orphanedAt.plus(policy.demandLinger()))
                : orphanedAt;
    }

    private void cancel(MediaState media, InFlight span, List<Decision> decisions) {
        table.remove(span.id());
        media.forgetLost(span.id());
        decisions.add(new Decision.Cancel(new CancelFetch(media.id(), span.id())));
    }
}
