package dev.playhead.fetcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.fetcher.core.Roster.Admission;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();

    @Test
    void runsACommandOnceAtATime() {
        assertThat(roster.admit(command("c1", 1))).isEqualTo(Admission.RUN);
        assertThat(roster.admit(command("c1", 1))).isEqualTo(Admission.DUPLICATE);
        assertThat(roster.admit(command("c1", 2))).isEqualTo(Admission.DUPLICATE);
        assertThat(roster.running()).containsExactly(new CommandId("c1"));
    }

    @Test
    void runsAnotherAttemptAfterTheFirstHasEnded() {
        // Given
        roster.admit(command("c1", 1));
        roster.finished(command("c1", 1));

        // Then
        assertThat(roster.running()).isEmpty();
        assertThat(roster.admit(command("c1", 2))).isEqualTo(Admission.RUN);
    }

    @Test
    void runsNoAttemptAgainThatHasEndedHere() {
        // Given
        roster.admit(command("c1", 2));
        roster.finished(command("c1", 2));

        // Then
        assertThat(roster.admit(command("c1", 2))).isEqualTo(Admission.DUPLICATE);
        assertThat(roster.admit(command("c1", 1))).isEqualTo(Admission.DUPLICATE);
        assertThat(roster.admit(command("c1", 3))).isEqualTo(Admission.RUN);
    }

    @Test
    void remembersACancellationThatCameFirst() {
        // Given
        roster.cancelled(new CommandId("c1"));

        // Then
        assertThat(roster.admit(command("c1", 1))).isEqualTo(Admission.CANCELLED);
        assertThat(roster.admit(command("c1", 2))).isEqualTo(Admission.CANCELLED);
        assertThat(roster.admit(command("c2", 1))).isEqualTo(Admission.RUN);
    }

    @Test
    void forgetsTheOldestCancellationsFirst() {
        // Given
        roster.cancelled(new CommandId("a"));
        roster.cancelled(new CommandId("b"));
        roster.cancelled(new CommandId("a"));

        // When
        for (int i = 0; i < Roster.TOMBSTONES - 1; i++) {
            roster.cancelled(new CommandId("c" + i));
        }

        // Then
        assertThat(roster.admit(command("a", 1))).isEqualTo(Admission.CANCELLED);
        assertThat(roster.admit(command("b", 1))).isEqualTo(Admission.RUN);
        assertThat(roster.admit(command("c0", 1))).isEqualTo(Admission.CANCELLED);
    }

    private static FetchSpan command(String id, int attempt) {
        return new FetchSpan(
                MediaId.of(new OriginName("nas"), "/a"),
                new MediaSource("/a", null),
                new CommandId(id),
                attempt,
                RequestedRange.WHOLE,
                null,
                Priority.CRITICAL,
                Instant.EPOCH,
                null);
    }
}
