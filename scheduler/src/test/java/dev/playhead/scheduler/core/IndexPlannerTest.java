package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static dev.playhead.scheduler.core.CoreFixture.mib;
import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IndexPlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ByteRanges REGIONS = ByteRanges.of(mib(0, 1), new ByteRange(97 * MIB + 5, 100 * MIB));

    private final IndexPlanner planner = new IndexPlanner();

    @Test
    void asksForHeadAndTailTogetherBehindWhatIsWaitedFor() {
        // Given
        List<Want> urgent = List.of(want(mib(50, 51)));

        // When
        List<Want> plan = planner.plan(situation(CoreFixture.VERSION, ByteRanges.EMPTY), REGIONS, urgent);

        // Then
        assertThat(plan.stream().sorted(SpanOrder.MOST_URGENT_FIRST))
                .extracting(Want::range)
                .containsExactly(
                        RequestedRange.of(mib(50, 51)),
                        RequestedRange.of(mib(0, 1)),
                        RequestedRange.of(new ByteRange(97 * MIB + 5, 98 * MIB + MIB / 4)),
                        RequestedRange.of(new ByteRange(98 * MIB + MIB / 4, 99 * MIB + MIB / 4)),
                        RequestedRange.of(new ByteRange(99 * MIB + MIB / 4, 100 * MIB)));
        assertThat(plan.subList(1, plan.size()))
                .allMatch(want -> want.urgency().priority() == Priority.HIGH
                        && !want.reading().isOfViewer());
    }

    @Test
    void asksNothingOfAnUnknownMedia() {
        // Given
        List<Want> urgent = List.of(want(mib(50, 51)));

        // Then
        assertThat(planner.plan(situation(null, ByteRanges.EMPTY), REGIONS, urgent))
                .isSameAs(urgent);
    }

    /** Whatever is stored and wanted by viewers: each byte of a region that is missing once, and no other. */
    @Property(tries = 300)
    void asksForEachMissingByteOnce(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 399) Integer> storedChunks,
            @ForAll @LongRange(min = 0, max = 99 * 1024 * 1024) long demand) {
        // Given
        ByteRanges readable = ByteRanges.EMPTY;
        for (int chunk : storedChunks) {
            readable = readable.plus(CoreFixture.VERSION.layout().rangeOf(chunk));
        }
        ByteRange demanded = ByteRange.ofLength(demand, MIB);

        // When
        List<Want> plan = planner.plan(situation(CoreFixture.VERSION, readable), REGIONS, List.of(want(demanded)));

        // Then
        ByteRanges asked = ByteRanges.EMPTY;
        for (Want want : plan.subList(1, plan.size())) {
            ByteRange range = want.range().resolve(100 * MIB).orElseThrow();
            assertThat(asked.within(range)).isEmpty();
            asked = asked.plus(range);
        }
        assertThat(asked).isEqualTo(REGIONS.minus(readable).minus(demanded));
    }

    private static Want want(ByteRange range) {
        return new Want(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                RequestedRange.of(range),
                Reading.ofNobody("test"),
                new Want.Urgency(Priority.CRITICAL, NOW.plusSeconds(5), 0, 0),
                null);
    }

    private static Situation situation(@Nullable MediaVersion version, ByteRanges readable) {
        return new Situation(
                CoreFixture.MEDIA,
                CoreFixture.ORIGIN,
                version,
                readable,
                List.of(),
                List.of(),
                List.of(),
                Outage.NONE,
                Pipe.UNKNOWN,
                NOW);
    }
}
