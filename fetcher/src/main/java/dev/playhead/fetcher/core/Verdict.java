package dev.playhead.fetcher.core;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to do with an origin's answer. Each that is no acceptance says why, in words without secrets. */
public sealed interface Verdict {

    /**
     * Forward bytes of the body.
     *
     * @param version whose bytes they are
     * @param range the bytes to forward; what the body holds behind them is not read
     * @param skip bytes of the body before them
     */
    record Accept(MediaVersion version, ByteRange range, long skip) implements Verdict {}

    /** The origin sent the whole from zero though a later range was asked: forward all of it, there is no other way. */
    record OriginIgnoresRanges(MediaVersion version) implements Verdict {}

    /** The origin takes If-Range for changed though the validator is the same: ask without it and compare. */
    record RefetchWithoutIfRange() implements Verdict {}

    /** The origin has another version now, and this answer is no use: ask for the range as if nothing were known. */
    record RefetchAsNewVersion(String because) implements Verdict {}

    /** The link may have expired: find out anew where the media lies; where that is known already, give up. */
    record FindAgain(GiveUp otherwise) implements Verdict {}

    /**
     * It may go better next time.
     *
     * @param otherwise the reason to give up with when it never does
     * @param status of the answer; null when there was none
     * @param retryAfter what the origin asks to wait; null when it does not
     */
    record RetryAfter(
            FailureReason otherwise,
            @Nullable Integer status,
            @Nullable Duration retryAfter,
            String because) implements Verdict {

        /** No answer, or one that broke off. */
        public static RetryAfter broken(String because) {
            return new RetryAfter(FailureReason.EXHAUSTED, null, null, because);
        }

        public GiveUp giveUp() {
            return new GiveUp(otherwise, status, null, retryAfter, because);
        }
    }

    /**
     * Asking again cannot help.
     *
     * @param status of the answer; null when there was none
     * @param length of the media where the answer told it
     * @param retryAfter what the origin asked to wait
     */
    record GiveUp(
            FailureReason reason,
            @Nullable Integer status,
            @Nullable Long length,
            @Nullable Duration retryAfter,
            String because)
            implements Verdict {

        public static GiveUp of(FailureReason reason, String because) {
            return new GiveUp(reason, null, null, null, because);
        }

        public static GiveUp of(FailureReason reason, int status, String because) {
            return new GiveUp(reason, status, null, null, because);
        }
    }
}
