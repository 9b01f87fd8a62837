package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.Validator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pace FILM = new Pace(1e6, true, true);
    private static final Pace DOWNLOAD = new Pace(50e6, true, false);

    private static final int ALL = Integer.MAX_VALUE;

    private final Planner planner = new Planner(new ReadAhead(CoreFixture.POLICY));

    @Test
    void freshReaderGetsItsDemandOverFourConnections() {
        // When
        List<Want> plan = plan(ByteRanges.EMPTY, fresh("s", 10 * MIB + 5));

        // Then
        assertThat(ranges(plan))
                .startsWith(
                        ByteRange.ofLength(10 * MIB + 5, 256 * 1024),
                        ByteRange.ofLength(10 * MIB + 5 + 256 * 1024, 256 * 1024),
                        ByteRange.ofLength(10 * MIB + 5 + 512 * 1024, 256 * 1024),
                        new ByteRange(10 * MIB + 5 + 768 * 1024, 11 * MIB + 256 * 1024));
        assertThat(plan.subList(0, 4)).allMatch(want -> want.urgency().priority() == Priority.CRITICAL);
        assertThat(planned(plan)).isLessThanOrEqualTo(9 * MIB / 4);
    }

    @Test
    void windowOpensWithWhatHasBeenRead() {
        // When
        long early = planned(plan(ByteRanges.EMPTY, reader("s", 20 * MIB, 2 * MIB, DOWNLOAD)));
        long late = planned(plan(ByteRanges.EMPTY, reader("s", 20 * MIB, 6 * MIB, DOWNLOAD)));

        // Then
        assertThat(early).isEqualTo(MIB);
        assertThat(late).isBetween(25 * MIB, 29 * MIB);
    }

    @Test
    void windowIsMeasuredInSecondsOfTheReadersRate() {
        // When
        long film = planned(plan(ByteRanges.EMPTY, reader("s", 0, 40 * MIB, FILM)));
        long audio = planned(plan(ByteRanges.EMPTY, reader("s", 0, 40 * MIB, new Pace(16e3, true, true))));
        long fastest = planned(plan(ByteRanges.EMPTY, reader("s", 0, 80 * MIB, DOWNLOAD)));

        // Then
        assertThat(film).isBetween(15_000_000L, 21_000_000L);
        assertThat(audio).isBetween(3 * MIB, 4 * MIB);
        assertThat(fastest).isBetween(56 * MIB, 64 * MIB);
    }

    @Test
    void wastefulReaderGetsItsDemandOnly() {
        // When
        List<Want> unknown = plan(ByteRanges.EMPTY, wasteful(20 * MIB, 3 * MIB, Pace.UNKNOWN));
        List<Want> film = plan(ByteRanges.EMPTY, wasteful(20 * MIB, 3 * MIB, FILM));

        // Then
        assertThat(planned(unknown)).isEqualTo(MIB);
        assertThat(planned(film)).isBetween(2_000_000L, 2 * MIB);
        assertThat(unknown).allMatch(want -> want.urgency().priority() == Priority.CRITICAL);
        assertThat(film).allMatch(want -> want.urgency().priority() == Priority.CRITICAL);
    }

    @Test
    void spansGrowWithTheWindow() {
        // When
        List<Want> plan = plan(ByteRanges.EMPTY, reader("s", 0, 80 * MIB, DOWNLOAD));

        // Then
        assertThat(ranges(plan).stream().skip(1)).allMatch(range -> range.length() == 6 * MIB);
    }

    @Test
    void boundedRangeIsNotReadBeyondUntilRangesFollowOneAnother() {
        // Given
        Playhead sequential = new Playhead(1, NOW, 4 * MIB, 3, DOWNLOAD, Instant.MIN, false, Instant.MIN, NOW, false);
        OpenCursor cursor = cursor("s", new From(0, 64L * 1024));

        // When
        List<Want> first = plan(ByteRanges.EMPTY, new Reader(cursor, Playhead.begin(1, NOW)));
        List<Want> later = plan(ByteRanges.EMPTY, new Reader(cursor, sequential));

        // Then
        assertThat(ranges(first)).containsExactly(new ByteRange(0, 256 * 1024));
        assertThat(planned(later)).isEqualTo(13 * MIB);
    }

    @Test
    void onlyGapsArePlanned() {
        // Given
        ByteRanges readable = ByteRanges.of(mib(0, 3), mib(5, 80));

        // When
        List<Want> plan = plan(readable, reader("s", MIB, 40 * MIB, FILM));

        // Then
        assertThat(ranges(plan)).containsExactly(mib(3, 4), mib(4, 5));
    }

    @Test
    void gapWithinTwoSecondsIsCriticalAndALaterOneIsNot() {
        // Given
        ByteRanges readable = ByteRanges.of(mib(0, 1), mib(2, 10), mib(14, 80));

        // When
        List<Want> plan = plan(readable, reader("s", 0, 40 * MIB, FILM));

        // Then
        assertThat(plan)
                .extracting(want -> want.urgency().priority())
                .startsWith(Priority.CRITICAL, Priority.HIGH)
                .doesNotContain(Priority.MEDIUM)
                .containsOnlyOnce(Priority.CRITICAL);
        assertThat(plan.get(1).urgency().deadline())
                .isCloseTo(NOW.plusMillis(10_485), org.assertj.core.api.Assertions.within(Duration.ofMillis(2)));
    }

    @Test
    void herdAtOnePlaceIsOneReader() {
        // Given
        Reader[] herd = IntStream.range(0, 50).mapToObj(i -> fresh("s" + i, 7)).toArray(Reader[]::new);

        // When
        List<Want> plan = plan(ByteRanges.EMPTY, herd);

        // Then
        assertThat(plan).hasSameSizeAs(plan(ByteRanges.EMPTY, fresh("s", 7)));
    }

    @Test
    void blockedMediaIsNotPlanned() {
        // Given
        Outage outage = new Outage(0, 0, NOW.plusSeconds(1), FailureReason.NOT_FOUND);

        // When
        List<Want> plan = planner.plan(
                new Situation(
                        CoreFixture.MEDIA,
                        CoreFixture.ORIGIN,
                        CoreFixture.VERSION,
                        ByteRanges.EMPTY,
                        List.of(),
                        List.of(),
                        List.of(fresh("s", 0)),
                        outage,
                        Pipe.UNKNOWN,
                        NOW),
                ALL);

        // Then
        assertThat(plan).isEmpty();
    }

    @Test
    void positionAtTheEndWantsNothing() {
        assertThat(plan(ByteRanges.EMPTY, fresh("s", 100 * MIB))).isEmpty();
    }

    @Test
    void everyDemandIsPlannedBeforeAnyReadAhead() {
        // Given
        List<ByteRange> everyOther = new ArrayList<>();
        for (int chunk = 0; chunk < 400; chunk += 2) {
            everyOther.add(ByteRange.ofLength(chunk * MIB / 4, MIB / 4));
        }
        Reader[] readers = IntStream.range(0, 40)
                .mapToObj(i -> reader("s" + i, i * 2 * MIB, 40 * MIB, FILM))
                .toArray(Reader[]::new);

        // When
        List<Want> plan = plan(ByteRanges.of(everyOther), readers);

        // Then
        int urgent = (int) plan.stream()
                .takeWhile(want -> want.urgency().priority() == Priority.CRITICAL)
                .count();
        assertThat(urgent).isBetween(40 * 4, 40 * 5);
        assertThat(plan.subList(urgent, plan.size()))
                .isNotEmpty()
                .allMatch(want -> want.urgency().priority() == Priority.HIGH);
    }

    @Test
    void planningManyReadersOverManyChunksIsQuick() {
        // Given
        MediaVersion large =
                new MediaVersion(new Validator("\"l\"", null), 50_000 * MIB, ChunkLayout.MAX_CHUNK_SIZE, "video/mp4");
        List<ByteRange> everyOther = new ArrayList<>();
        for (int chunk = 0; chunk < 10_000; chunk += 2) {
            everyOther.add(mib(chunk, chunk + 1));
        }
        ByteRanges readable = ByteRanges.of(everyOther);
        List<Reader> readers = IntStream.range(0, 50)
                .mapToObj(i -> reader("s" + i, i * 150 * MIB, 40 * MIB, FILM))
                .toList();
        Situation situation = new Situation(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                large,
                readable,
                List.of(),
                List.of(),
                readers,
                Outage.NONE,
                Pipe.UNKNOWN,
                NOW);

        // When
        IntStream.range(0, 300).forEach(i -> planner.plan(situation, 6));
        long before = System.nanoTime();
        IntStream.range(0, 100).forEach(i -> planner.plan(situation, 6));
        double millis = (System.nanoTime() - before) / 1e6 / 100;

        // Then (ten times what it takes, so that a busy machine does not fail it and cutting all that is wanted does)
        assertThat(millis).as("milliseconds a plan").isLessThan(1);
    }

    private List<Want> plan(ByteRanges readable, Reader... readers) {
        return planner.plan(
                new Situation(
                        CoreFixture.MEDIA,
                        CoreFixture.ORIGIN,
                        CoreFixture.VERSION,
                        readable,
                        List.of(),
                        List.of(),
                        List.of(readers),
                        Outage.NONE,
                        Pipe.UNKNOWN,
                        NOW),
                ALL);
    }

    private static Reader fresh(String session, long position) {
        return reader(session, position, 0, Pace.UNKNOWN);
    }

    /** Who plays has done so for a minute: its buffer is what it takes. */
    private static Reader reader(String session, long position, long attained, Pace pace) {
        Instant began = pace.playing() ? NOW.minusSeconds(60) : NOW;
        return new Reader(
                cursor(session, new From(position, null)),
                new Playhead(1, began, attained, 0, pace, Instant.MIN, false, Instant.MIN, NOW, false));
    }

    private static Reader wasteful(long position, long attained, Pace pace) {
        Reader reader = reader("s", position, attained, pace);
        return new Reader(reader.cursor(), reader.playhead().judged(true));
    }

    private static OpenCursor cursor(String session, RequestedRange range) {
        return OpenCursor.opened(
                new StreamOpened(CoreFixture.MEDIA, CoreFixture.SOURCE, CoreFixture.cursor(session, 1, range), NOW),
                NOW);
    }

    private static List<ByteRange> ranges(List<Want> plan) {
        return plan.stream()
                .map(want -> want.range().resolve(Long.MAX_VALUE).orElseThrow())
                .toList();
    }

    private static long planned(List<Want> plan) {
        return ranges(plan).stream().mapToLong(ByteRange::length).sum();
    }
}
