package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.http.core.Conditions;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.RangeHeader;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.common.model.RequestedRange.Suffix;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingTest {
    private static final MediaId FILM = MediaId.of(new OriginName("nas"), "/film");
    private static final RequestedRange SPAN = new From(1000, 2000L);

    @ParameterizedTest
    @EnumSource(FailureReason.class)
    void waitsOnWhenTheFailedRangeLiesElsewhere(FailureReason reason) {
        // Given
        Waiting before = new Waiting(get("bytes=999-"), new From(999, null), true);
        Waiting behind = new Waiting(get("bytes=2000-"), new From(2000, null), true);
        Waiting tail = new Waiting(get("bytes=-5"), new Suffix(5), true);

        // Then
        assertThat(before.judge(failed(SPAN, reason, 404, null))).isEqualTo(Verdict.WAIT);
        assertThat(behind.judge(failed(SPAN, reason, 404, null))).isEqualTo(Verdict.WAIT);
        assertThat(tail.judge(failed(SPAN, reason, 404, null))).isEqualTo(Verdict.WAIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"EXHAUSTED", "STALE_VERSION", "CANCELLED"})
    void waitsOnAfterWhatMayPass(FailureReason reason) {
        assertThat(at(1500).judge(failed(SPAN, reason, null, null))).isEqualTo(Verdict.WAIT);
    }

    @Test
    void failsWithTheOriginsStatus() {
        assertThat(status(at(1500).judge(failed(SPAN, FailureReason.NOT_FOUND, 410, null))))
                .isEqualTo(410);
        assertThat(status(at(1500).judge(failed(SPAN, FailureReason.NOT_FOUND, null, null))))
                .isEqualTo(404);
        assertThat(status(at(1500).judge(failed(SPAN, FailureReason.REFUSED, 403, null))))
                .isEqualTo(403);
        assertThat(status(at(1500).judge(failed(SPAN, FailureReason.PROTOCOL, 206, null))))
                .isEqualTo(502);
    }

    @Test
    void letsTheOriginItselfChallengeAndSendWhatCannotBeKept() {
        assertThat(at(1500).judge(failed(SPAN, FailureReason.REFUSED, 401, null)))
                .isEqualTo(Verdict.PASS_THROUGH);
        assertThat(at(1500).judge(failed(SPAN, FailureReason.NOT_CACHEABLE, 200, null)))
                .isEqualTo(Verdict.PASS_THROUGH);
        assertThat(at(1500).judge(failed(SPAN, FailureReason.STORE, null, null)))
                .isEqualTo(Verdict.PASS_THROUGH);
    }

    @Test
    void takesAnyFailureOfAnUnknownMediaForItsOwn() {
        // Given
        Waiting unknown = new Waiting(get("bytes=-5"), new Suffix(5), false);

        // Then
        assertThat(status(unknown.judge(failed(SPAN, FailureReason.NOT_FOUND, 404, null))))
                .isEqualTo(404);
    }

    @Test
    void refusesARangeBehindTheEndOnlyWhenTheLengthProvesIt() {
        // Given
        Waiting behind = new Waiting(get("bytes=1500-"), new From(1500, null), false);
        Waiting inside = new Waiting(get("bytes=1500-"), new From(1500, null), true);
        FetchFailed known = failed(SPAN, FailureReason.UNSATISFIABLE, 416, 1200L);

        // Then
        assertThat(behind.judge(known)).isInstanceOfSatisfying(Verdict.Fail.class, fail -> {
            assertThat(fail.status()).isEqualTo(416);
            assertThat(fail.length()).isEqualTo(1200L);
        });
        assertThat(behind.judge(failed(SPAN, FailureReason.UNSATISFIABLE, 416, 5000L)))
                .isEqualTo(Verdict.WAIT);
        assertThat(behind.judge(failed(SPAN, FailureReason.UNSATISFIABLE, 416, null)))
                .isEqualTo(Verdict.PASS_THROUGH);
        assertThat(inside.judge(known)).isEqualTo(Verdict.WAIT);
    }

    @Test
    void refusesEveryRangeBehindTheEndOnceItIsKnown() {
        // Given
        Waiting farBehind = new Waiting(get("bytes=9000-"), new From(9000, null), false);
        Waiting before = new Waiting(get("bytes=1100-"), new From(1100, null), false);
        FetchFailed known = failed(new From(1200, 1300L), FailureReason.UNSATISFIABLE, 416, 1200L);

        // Then
        assertThat(status(farBehind.judge(known))).isEqualTo(416);
        assertThat(before.judge(known)).isEqualTo(Verdict.WAIT);
    }

    @Test
    void letsTheOriginSendAnEmptyMedia() {
        // Given
        Waiting whole = new Waiting(get(""), RequestedRange.WHOLE, false);

        // Then
        assertThat(whole.judge(failed(RequestedRange.WHOLE, FailureReason.UNSATISFIABLE, 416, 0L)))
                .isEqualTo(Verdict.PASS_THROUGH);
    }

    @Test
    void tellsASilentOriginFromABusyOne() {
        // Given
        Duration limit = Duration.ofSeconds(30);
        FetchFailed silent = failed(SPAN, FailureReason.EXHAUSTED, null, null);
        FetchFailed busy = new FetchFailed(
                FILM,
                new CommandId("c"),
                1,
                SPAN,
                FailureReason.EXHAUSTED,
                503,
                null,
                Duration.ofSeconds(120),
                SpanStats.NONE);

        // Then
        assertThat(at(1500).expired(silent, limit).status()).isEqualTo(504);
        assertThat(at(1500).expired(null, limit).status()).isEqualTo(503);
        assertThat(at(1500).expired(busy, limit).retryAfter()).isEqualTo(Duration.ofSeconds(120));
    }

    private static Waiting at(long position) {
        return new Waiting(get("bytes=1000-"), new From(position, null), true);
    }

    private static int status(Verdict verdict) {
        return ((Verdict.Fail) verdict).status();
    }

    private static MediaQuery get(String range) {
        return new MediaQuery(false, RangeHeader.parse(range.isEmpty() ? List.of() : List.of(range)), Conditions.NONE);
    }

    private static FetchFailed failed(
            RequestedRange range, FailureReason reason, @Nullable Integer status, @Nullable Long length) {
        return new FetchFailed(FILM, new CommandId("c"), 1, range, reason, status, length, null, SpanStats.NONE);
    }
}
