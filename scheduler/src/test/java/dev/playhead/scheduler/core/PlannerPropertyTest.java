package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.RequestedRange.From;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PlannerPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Planner planner = new Planner(new ReadAhead(CoreFixture.POLICY));

    /** Whatever is stored and whoever reads: no byte twice, none that is there, each that is wanted at once. */
    @Property(tries = 500)
    void plansEachMissingByteOnceAndWhatIsWantedAtOnceAlways(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(min = 0, max = 100 * 1024 * 1024 - 1) Long> positions,
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 399) Integer> storedChunks,
            @ForAll @LongRange(min = 0, max = 90 * 1024 * 1024) long attained) {
        ByteRanges readable = ByteRanges.EMPTY;
        for (int chunk : storedChunks) {
            readable = readable.plus(CoreFixture.VERSION.layout().rangeOf(chunk));
        }
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            readers.add(reader("s" + i, positions.get(i), attained, new Pace(i * 1e6, i > 0, i % 2 == 0)));
        }

        List<Want> plan = planner.plan(new Situation(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                CoreFixture.VERSION,
                readable,
                List.of(),
                List.of(),
                readers,
                Outage.NONE,
                Pipe.UNKNOWN,
                NOW));

        ByteRanges planned = ByteRanges.EMPTY;
        for (Want want : plan) {
            ByteRange range = want.range().resolve(Long.MAX_VALUE).orElseThrow();
            assertThat(readable.within(range)).isEmpty();
            assertThat(planned.within(range)).isEmpty();
            planned = planned.plus(range);
        }
        for (long position : positions) {
            assertThat(readable.contains(position) || planned.contains(position))
                    .isTrue();
        }
    }

    private static Reader reader(String session, long position, long attained, Pace pace) {
        StreamOpened event = new StreamOpened(
                CoreFixture.MEDIA, CoreFixture.SOURCE, CoreFixture.cursor(session, 1, new From(position, null)), NOW);
        return new Reader(
                OpenCursor.opened(event, NOW),
                new Playhead(1, NOW, attained, 0, pace, Instant.MIN, false, Instant.MIN, NOW, false));
    }
}
