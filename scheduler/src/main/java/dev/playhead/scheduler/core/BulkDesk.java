package dev.playhead.scheduler.core;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.ChunksEvicted;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.PreCacheEvent;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that concerns what nobody waits for, in one place for {@link SchedulerCore}. */
final class BulkDesk {
    private final InFlightTable table;
    private final FillRate rate;
    private final BulkPlanner planner = new BulkPlanner();

    BulkDesk(InFlightTable table, FillRate rate) {
        this.table = table;
        this.rate = rate;
    }

    /**
     * Takes in what a store says of its wish.
     *
     * <p>A wish that is repeated though everything seems to be there says that something was missed.
     */
    void on(MediaState media, PreCacheEvent event, Instant now) {
        media.on(event, now);
        MediaVersion version = media.map().version();
        if (version != null && table.of(media.id()).isEmpty()) {
            boolean all = media.bulk().wishes(media.viewers().readers()).stream()
                    .flatMap(wish -> wish.range().resolve(version.length()).stream())
                    .allMatch(range -> media.map().readable().covers(range));
            if (all) {
                media.map().want();
            }
        }
    }

    /** A command that nobody waits for has failed: when asking again is in vain, its wish is given up. */
    void on(MediaState media, FetchFailed failed) {
        boolean bulk = table.find(failed.command())
                .filter(span -> span.lane() == Lane.BULK)
                .isPresent();
        if (bulk && failed.reason().isPermanent()) {
            Integer status = failed.status();
            media.bulk().refused(failed.reason() + (status == null ? "" : " (status " + status + ")"));
        }
    }

    void on(MediaState media, ChunkEvent event) {
        if (event instanceof ChunksEvicted) {
            media.bulk().evicted();
        }
    }

    /** Says what the store has to know of the media's wishes. */
    void review(MediaState media, List<Decision> decisions) {
        media.bulk().takeRefusal().ifPresent(reason -> decisions.add(new Decision.GiveUp(media.id(), reason)));
        if (media.bulk().takeKeeping(media.viewers())) {
            decisions.add(new Decision.Keep(media.id(), media.source()));
        }
    }

    /** Returns what viewers want, and behind it what nobody waits for. */
    List<Want> plan(MediaState media, Situation situation, List<Want> urgent) {
        List<BulkWish> wishes = media.bulk().wishes(situation.readers());
        if (wishes.isEmpty()) {
            return urgent;
        }
        long spanSize = SpanSizes.of(situation.pipe()).wanted();
        boolean fills = wishes.get(0).priority() == Priority.LOW;
        List<Want> all = new ArrayList<>(urgent);
        all.addAll(planner.plan(
                situation, wishes, urgent, fills ? rate.spanSize(situation.origin(), spanSize) : spanSize));
        return all;
    }

    void pass(Instant now) {
        rate.pass(now);
    }

    /** Returns when something follows from time alone, or {@link Instant#MAX}. */
    Instant nextChange() {
        return rate.nextChange();
    }
}
