package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.scheduler.core.Decision;
import dev.playhead.scheduler.core.SchedulerCore;
import dev.playhead.scheduler.core.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every signal, whatever happens. */
final class SimInvariants {
    private final SchedulerCore core;
    private final Map<MediaId, ByteRanges> knownReadable = new HashMap<>();
    private final Set<FetcherId> heardOf = new HashSet<>();

    SimInvariants(SchedulerCore core) {
        this.core = core;
    }

    /** Notes what the core is about to learn. */
    void before(Signal signal) {
        if (signal instanceof Signal.Reported reported && reported.event() instanceof ChunksStored stored) {
            stored.readable().forEach(range -> addReadable(stored.media(), ByteRanges.of(range)));
        } else if (signal instanceof Signal.MapLoaded loaded && loaded.stored() != null) {
            addReadable(loaded.media(), loaded.stored().readable());
        } else if (signal instanceof Signal.Beat beat) {
            heardOf.add(beat.room().fetcher());
        }
    }

    void after(List<Decision> decisions) {
        List<FetchSpan> inFlight = core.inFlight();
        noByteIsFetchedTwiceAtATime(inFlight);
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Publish publish) {
                nothingReadableIsAskedFor(publish.command());
                thereWasRoomFor(publish.command(), inFlight);
            }
        }
    }

    private static void noByteIsFetchedTwiceAtATime(List<FetchSpan> inFlight) {
        Map<MediaId, ByteRanges> taken = new HashMap<>();
        for (FetchSpan span : inFlight) {
            if (span.range() instanceof From from && from.end() != null) {
                ByteRange range = new ByteRange(from.start(), from.end());
                ByteRanges others = taken.getOrDefault(span.media(), ByteRanges.EMPTY);
                assertThat(others.within(range))
                        .as("bytes of %s in flight twice", span)
                        .isEmpty();
                taken.put(span.media(), others.plus(range));
            }
        }
    }

    private void nothingReadableIsAskedFor(FetchSpan span) {
        if (span.range() instanceof From from && from.end() != null) {
            ByteRanges readable = knownReadable.getOrDefault(span.media(), ByteRanges.EMPTY);
            assertThat(readable.within(new ByteRange(from.start(), from.end())))
                    .as("readable bytes asked for by %s", span)
                    .isEmpty();
        }
    }

    private void thereWasRoomFor(FetchSpan span, List<FetchSpan> inFlight) {
        Lane lane = span.priority().lane();
        assertThat(inFlight.stream().filter(other -> other.priority().lane() == lane))
                .as("commands on lane %s", lane)
                .hasSizeLessThanOrEqualTo(heardOf.size() * SimFetcher.SLOTS.get(lane));
        assertThat(inFlight).as("requests to the origin").hasSizeLessThanOrEqualTo(SimWorld.MAX_REQUESTS);
        assertThat(span.priority()).isIn(Priority.CRITICAL, Priority.HIGH);
    }

    private void addReadable(MediaId media, ByteRanges more) {
        knownReadable.merge(media, more, ByteRanges::plus);
    }
}
