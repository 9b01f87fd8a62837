package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HitSummariesTest {
    private static final MediaId FILM = MediaId.of(new OriginName("nas"), "/film.mp4");
    private static final MediaSource SOURCE = new MediaSource("/film.mp4", null);

    private final HitSummaries summaries = new HitSummaries(2);

    @Test
    void keepsTheLastResponseOfASession() {
        // Given
        put("a", "1");
        put("b", "2");

        // When
        put("a", "3");

        // Then
        assertThat(summaries.takeAll())
                .containsExactly(opened("b", "2"), closed("b", "2"), opened("a", "3"), closed("a", "3"));
        assertThat(summaries.takeAll()).isEmpty();
    }

    @Test
    void givesOneSessionOnce() {
        // Given
        put("a", "1");

        // When / Then
        assertThat(summaries.take(new SessionId("a"))).containsExactly(opened("a", "1"), closed("a", "1"));
        assertThat(summaries.take(new SessionId("a"))).isEmpty();
    }

    @Test
    void forgetsTheSessionThatWasQuietLongest() {
        // Given
        put("a", "1");
        put("b", "2");
        put("a", "3");

        // When
        put("c", "4");

        // Then
        assertThat(summaries.take(new SessionId("b"))).isEmpty();
        assertThat(summaries.takeAll())
                .containsExactly(opened("a", "3"), closed("a", "3"), opened("c", "4"), closed("c", "4"));
    }

    private void put(String session, String stream) {
        summaries.put(opened(session, stream), closed(session, stream));
    }

    private static StreamOpened opened(String session, String stream) {
        return new StreamOpened(FILM, SOURCE, cursor(session, stream), Instant.EPOCH);
    }

    private static StreamClosed closed(String session, String stream) {
        return new StreamClosed(FILM, SOURCE, cursor(session, stream), Instant.EPOCH);
    }

    private static Cursor cursor(String session, String stream) {
        return new Cursor(new StreamId(stream), new SessionId(session), 0, RequestedRange.WHOLE);
    }
}
