package dev.playhead.gateway.core.fresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import dev.playhead.gateway.core.fresh.Validation.Confirmed;
import dev.playhead.gateway.core.fresh.Validation.Replaced;
import dev.playhead.gateway.core.fresh.Validation.Unanswered;
import dev.playhead.gateway.core.fresh.Validation.Withdrawn;
import dev.playhead.gateway.core.stream.DirectAnswer;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String DATE = "Wed, 21 Oct 2015 07:28:00 GMT";
    private static final MediaVersion STORED =
            new MediaVersion(new Validator("\"v1\"", DATE), 1000, 256 * 1024, "video/mp4");
    private static final Freshness KNOWN = new Freshness(0, 0, 60L, "max-age=60");

    @Test
    void aNotModifiedConfirmsAndRenewsWhatWasSaid() {
        assertThat(judge(304, null, "\"v1\"", Map.of()))
                .isEqualTo(new Confirmed(new Freshness(NOW.toEpochMilli(), 0, 60L, "max-age=60")));
        assertThat(judge(304, null, "\"v1\"", Map.of("cache-control", "max-age=5")))
                .isEqualTo(new Confirmed(new Freshness(NOW.toEpochMilli(), 0, 5L, "max-age=5")));
    }

    @Test
    void aPartOfTheSameVersionConfirmsToo() {
        assertThat(judge(206, "bytes 0-0/1000", "\"v1\"", Map.of())).isInstanceOf(Confirmed.class);
        assertThat(judge(200, null, "\"v1\"", Map.of())).isInstanceOf(Confirmed.class);
    }

    @ParameterizedTest
    @CsvSource({"206, 'bytes 0-0/1000', '\"v2\"', 1000", "206, 'bytes 0-0/999', '\"v1\"', 999"})
    void anotherVersionReplaces(int status, String contentRange, String etag, long length) {
        assertThat(judge(status, contentRange, etag, Map.of())).isInstanceOfSatisfying(Replaced.class, found -> {
            assertThat(found.by().length()).isEqualTo(length);
            assertThat(found.by().validator().etag()).isEqualTo(etag);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408, 425, 429, 302, 307})
    void someAnswersSayNothing(int status) {
        assertThat(judge(status, null, null, Map.of())).isEqualTo(new Unanswered());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410, 416, 451})
    void whatTheOriginRefusesIsNotServed(int status) {
        assertThat(judge(status, null, null, Map.of())).isEqualTo(new Withdrawn());
    }

    @ParameterizedTest
    @CsvSource({"cache-control, no-store", "cache-control, private", "vary, *"})
    void whatMustNotBeSharedAnyMoreIsNotServed(String field, String value) {
        assertThat(judge(304, null, "\"v1\"", Map.of(field, value))).isEqualTo(new Withdrawn());
    }

    @Test
    void whatCannotBeToldApartIsNotServed() {
        assertThat(judge(206, "bytes 0-0/1000", null, Map.of())).isEqualTo(new Withdrawn());
        assertThat(judge(206, "bytes 5-5/1000", "\"v1\"", Map.of())).isEqualTo(new Withdrawn());
    }

    private static Validation judge(int status, String contentRange, String etag, Map<String, String> fields) {
        DirectAnswer.Fields seen = new DirectAnswer.Fields(
                status, contentRange, status == 200 ? 1000L : null, new Validator(etag, null), "video/mp4", null);
        return Validation.judge(seen, fields::get, STORED, KNOWN, NOW);
    }
}
