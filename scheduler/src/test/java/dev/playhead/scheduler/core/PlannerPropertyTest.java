package dev.playhead.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.PlaybackEvent.PlaybackAdvanced;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is stored, under way, lost or held off, and whoever reads. */
class PlannerPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long MIB = CoreFixture.MIB;
    private static final int ALL = Integer.MAX_VALUE;

    private final Planner planner = new Planner(new ReadAhead(CoreFixture.POLICY));

    /** Positions are few, so that readers meet; times and amounts too, so that they are equals. */
    @Provide
    Arbitrary<Reader> readers() {
        Arbitrary<Long> positions = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 100 * MIB - 1),
                Arbitraries.longs().between(0, 24).map(step -> step * 4 * MIB));
        Arbitrary<Long> attained = Arbitraries.of(0L, MIB, 4 * MIB, 8 * MIB, 30 * MIB, 90 * MIB);
        Arbitrary<Pace> paces = Arbitraries.of(
                Pace.UNKNOWN, new Pace(1e6, true, true), new Pace(4e6, true, true), new Pace(50e6, true, false));
        Arbitrary<Integer> sessions = Arbitraries.integers().between(0, 5);
        Arbitrary<Integer> ages = Arbitraries.of(0, 3, 20);
        Arbitrary<Boolean> waiting = Arbitraries.of(true, false);
        return Combinators.combine(sessions, positions, attained, paces, ages, waiting)
                .as(PlannerPropertyTest::reader);
    }

    @Provide
    Arbitrary<InFlight> spans() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 380),
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.integers().between(0, 5))
                .as((chunk, chunks, session) ->
                        span(new ByteRange(chunk * MIB / 4, Math.min(400, chunk + chunks) * MIB / 4), session));
    }

    @Provide
    Arbitrary<Outage> outages() {
        return Arbitraries.longs()
                .between(0, 400)
                .map(mib -> mib >= 100
                        ? Outage.NONE
                        : new Outage(0, mib * MIB, NOW.plusSeconds(1), FailureReason.UNSATISFIABLE));
    }

    /** No byte twice, none that is there or under way, each that somebody stands at unless it is held off. */
    @Property(tries = 500)
    void plansEachMissingByteOnceAndWhatIsWantedAtOnceAlways(
            @ForAll @Size(min = 1, max = 8) List<@net.jqwik.api.From("readers") Reader> readers,
            @ForAll @Size(max = 40) List<@IntRange(max = 399) Integer> storedChunks,
            @ForAll @Size(max = 4) List<@net.jqwik.api.From("spans") InFlight> inFlight) {
        // Given
        Situation situation = situation(readers, storedChunks, inFlight, List.of(), Outage.NONE);

        // When
        List<Want> plan = planner.plan(situation, ALL);

        // Then
        ByteRanges had = situation.readable();
        for (InFlight span : inFlight) {
            had = had.plus(span.command().range().resolve(Long.MAX_VALUE).orElseThrow());
        }
        ByteRanges planned = ByteRanges.EMPTY;
        for (Want want : plan) {
            ByteRange range = want.range().resolve(Long.MAX_VALUE).orElseThrow();
            assertThat(had.within(range)).isEmpty();
            assertThat(planned.within(range)).isEmpty();
            planned = planned.plus(range);
        }
        for (Reader reader : readers) {
            long position = reader.cursor().position();
            assertThat(had.contains(position) || planned.contains(position)).isTrue();
        }
        assertThat(plan).isSortedAccordingTo(SpanOrder.MOST_URGENT_FIRST);
    }

    /** However few are planned, they are those that would have gone first of all that is wanted. */
    @Property(tries = 500)
    void plansTheFirstOfAllThatIsWanted(
            @ForAll @Size(min = 1, max = 10) List<@net.jqwik.api.From("readers") Reader> readers,
            @ForAll @Size(max = 200) List<@IntRange(max = 399) Integer> storedChunks,
            @ForAll @Size(max = 3) List<@net.jqwik.api.From("spans") InFlight> inFlight,
            @ForAll @Size(max = 2) List<@net.jqwik.api.From("spans") InFlight> lost,
            @ForAll("outages") Outage outage,
            @ForAll @IntRange(max = 40) int most) {
        // Given
        Situation situation = situation(readers, storedChunks, inFlight, lost, outage);
        List<Want> all = planner.plan(situation, ALL);

        // When
        List<Want> plan = planner.plan(situation, most);

        // Then
        assertThat(plan).isEqualTo(all.subList(0, Math.min(most, all.size())));
    }

    /** What readers keep of one plan does not show in the next: it is that of readers which keep nothing. */
    @Property(tries = 500)
    void plansLaterAsIfForTheFirstTime(
            @ForAll @Size(min = 1, max = 8) List<@net.jqwik.api.From("readers") Reader> readers,
            @ForAll @Size(max = 40) List<@IntRange(max = 399) Integer> storedChunks,
            @ForAll @Size(max = 2) List<@IntRange(max = 399) Integer> more,
            @ForAll @IntRange(max = 20) int seconds,
            @ForAll boolean slower,
            @ForAll @IntRange(min = 1, max = 12) int most) {
        // Given
        Situation before = situation(readers, storedChunks, List.of(), List.of(), Outage.NONE);
        planner.plan(before, most);
        List<Reader> fresh = readers.stream()
                .map(reader -> new Reader(reader.cursor(), reader.playhead()))
                .toList();

        // When
        List<Want> plan = planner.plan(later(before, readers, more, seconds, slower), most);

        // Then
        assertThat(plan).isEqualTo(planner.plan(later(before, fresh, more, seconds, slower), most));
    }

    private static Situation later(
            Situation before, List<Reader> readers, List<Integer> more, int seconds, boolean slower) {
        return new Situation(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                CoreFixture.VERSION,
                withChunks(before.readable(), more),
                List.of(),
                List.of(),
                readers,
                Outage.NONE,
                slower ? new Pipe(Duration.ofMillis(40), 1e6, 4e6, 4, false) : before.pipe(),
                NOW.plusMillis(500L * seconds));
    }

    private static Situation situation(
            List<Reader> readers,
            List<Integer> storedChunks,
            List<InFlight> inFlight,
            List<InFlight> lost,
            Outage outage) {
        return new Situation(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                CoreFixture.VERSION,
                withChunks(ByteRanges.EMPTY, storedChunks),
                inFlight,
                lost,
                readers,
                outage,
                Pipe.UNKNOWN,
                NOW);
    }

    private static ByteRanges withChunks(ByteRanges readable, List<Integer> chunks) {
        ByteRanges all = readable;
        for (int chunk : chunks) {
            all = all.plus(CoreFixture.VERSION.layout().rangeOf(chunk));
        }
        return all;
    }

    private static InFlight span(ByteRange range, int session) {
        FetchSpan command = new FetchSpan(
                CoreFixture.MEDIA,
                CoreFixture.SOURCE,
                new CommandId("c" + range.start()),
                1,
                RequestedRange.of(range),
                CoreFixture.VERSION,
                Priority.HIGH,
                NOW,
                null);
        return InFlight.issued(command, reading(session), NOW, NOW.plusSeconds(4));
    }

    private static Reading reading(int session) {
        return reader(session, 0, 0, Pace.UNKNOWN, 0, false).cursor().reading();
    }

    /** A reader that began some seconds ago and has waited since then, if it waits. */
    private static Reader reader(int session, long position, long attained, Pace pace, int age, boolean waiting) {
        Instant began = NOW.minus(Duration.ofSeconds(age));
        PlaybackAdvanced event = new PlaybackAdvanced(
                CoreFixture.MEDIA,
                CoreFixture.SOURCE,
                CoreFixture.cursor("s" + session, 1, new From(position, null)),
                waiting,
                began);
        return new Reader(
                OpenCursor.opened(event, began),
                new Playhead(1, began, attained, 0, pace, Instant.MIN, false, Instant.MIN, NOW, false));
    }
}
