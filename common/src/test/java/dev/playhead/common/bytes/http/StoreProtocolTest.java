package dev.playhead.common.bytes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.TraceContext;
import dev.playhead.common.model.Validator;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreProtocolTest {
    private static final MediaId MEDIA = MediaId.of(new OriginName("films"), "/a");
    private static final MediaVersion VERSION =
            new MediaVersion(new Validator("W/\"a b\"", "Mon, 01 Jan 2024 00:00:00 GMT"), 1000, 256, "video/mp4");

    private static final Freshness FRESHNESS = new Freshness(1_700_000_000_123L, 7, 60L, "max-age=60, must-revalidate");

    static Stream<SpanHead> heads() {
        MediaVersion bare = new MediaVersion(new Validator("\"x\"", null), 1000, 256, null);
        return Stream.of(
                head(new MediaSource("/a%20b", "sealed"), VERSION, new ByteRange(0, 1000)),
                head(new MediaSource("/a", null), bare, new ByteRange(999, 1000)),
                new SpanHead(
                        MEDIA,
                        new MediaSource("/a", null),
                        bare,
                        new CommandId("c-1"),
                        1,
                        new ByteRange(0, 10),
                        Duration.ZERO,
                        FRESHNESS,
                        new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01")));
    }

    private static SpanHead head(MediaSource source, MediaVersion version, ByteRange range) {
        return new SpanHead(
                MEDIA, source, version, new CommandId("c-1"), 3, range, Duration.ofNanos(42_123_000), FRESHNESS, null);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void headIsReadAsItWasWritten(SpanHead head) {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        // When
        StoreProtocol.writeHead(headers, head);
        // Then
        assertThat(StoreProtocol.readHead(MEDIA, headers)).isEqualTo(head);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-range",
                "playhead-source-path",
                "playhead-length",
                "playhead-chunk-size",
                "playhead-command",
                "playhead-attempt",
                "playhead-received-millis",
                "playhead-ttfb-micros"
            })
    void missingFieldIsNamed(String field) {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        StoreProtocol.writeHead(headers, head(new MediaSource("/a", null), VERSION, new ByteRange(0, 10)));
        headers.remove(field);
        // Then
        assertThatThrownBy(() -> StoreProtocol.readHead(MEDIA, headers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(field);
    }

    @Test
    void aMalformedTraceIsNone() {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        SpanHead head = head(new MediaSource("/a", null), VERSION, new ByteRange(0, 10));
        StoreProtocol.writeHead(headers, head);
        headers.set(TraceContext.HEADER, "00-x");
        // Then
        assertThat(StoreProtocol.readHead(MEDIA, headers)).isEqualTo(head);
    }

    @Test
    void mediaIsReadAsItWasWritten() {
        // Given
        StoredMedia media = new StoredMedia(
                MEDIA,
                new MediaSource("/a", "sealed"),
                VERSION,
                ByteRanges.of(new ByteRange(0, 300), new ByteRange(512, 600)),
                ByteRanges.of(new ByteRange(0, 256)),
                FRESHNESS,
                1234567890123456L);
        // Then
        assertThat(StoreProtocol.readMedia(StoreProtocol.toJson(media))).isEqualTo(media);
    }

    static Stream<StoreException> outcomes() {
        return Stream.of(
                new StoreException.StaleVersion("a"),
                new StoreException.Full("b"),
                new StoreException.Unsettled("e"),
                new StoreException.VersionGone("c"),
                new StoreException.Unavailable("d"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void outcomesKeepTheirKindAcrossTheWire(StoreException outcome) {
        // When
        Problem problem = StoreProtocol.toProblem(outcome);
        StoreException read = StoreProtocol.toException(problem.status(), problem.detail());
        // Then
        assertThat(read).isInstanceOf(outcome.getClass()).hasMessageContaining(outcome.getMessage());
    }

    @Test
    void surprisesShowNoDetail() {
        assertThat(StoreProtocol.toProblem(new IllegalStateException("/etc/secret"))
                        .toString())
                .doesNotContain("/etc/secret")
                .contains("500");
    }

    @Test
    void secretMustMatchWhenThereIsOne() {
        // Given
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        assertThat(StoreProtocol.isAdmitted(headers, Optional.empty())).isTrue();
        assertThat(StoreProtocol.isAdmitted(headers, Optional.of("s"))).isFalse();
        // When
        StoreProtocol.writeSecret(headers, Optional.of("s"));
        // Then
        assertThat(StoreProtocol.isAdmitted(headers, Optional.of("s"))).isTrue();
        assertThat(StoreProtocol.isAdmitted(headers, Optional.of("t"))).isFalse();
    }
}
