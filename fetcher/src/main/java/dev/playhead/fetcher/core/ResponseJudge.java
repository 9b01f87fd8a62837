package dev.playhead.fetcher.core;

import dev.playhead.common.event.FailureReason;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges the head of every origin response before a byte of its body is forwarded (DESIGN section 8, rules 5 to 7).
 *
 * <p>An answer that contradicts the question or itself is never repaired by guessing: no byte of it is used, and it may
 * be asked for again, because servers behind a balancer disagree and a second answer is often right.
 */
public final class ResponseJudge {
    private final Question asked;
    private final ResponseHead head;

    private ResponseJudge(Question asked, ResponseHead head) {
        this.asked = asked;
        this.head = head;
    }

    /**
     * Returns what to do with an answer.
     *
     * @param now to read a Retry-After date by
     */
    public static Verdict judge(Question asked, ResponseHead head, Instant now) {
        ResponseJudge judge = new ResponseJudge(asked, head);
        return switch (head.status()) {
            case 200 -> judge.whole();
            case 206 -> judge.partial();
            case 401, 403 -> new Verdict.FindAgain(judge.giveUp(FailureReason.REFUSED, "the origin refuses access"));
            case 404 -> judge.giveUp(FailureReason.NOT_FOUND, "the origin has no such media");
            case 410 -> new Verdict.FindAgain(judge.giveUp(FailureReason.NOT_FOUND, "the origin has no such media"));
            case 416 -> judge.unsatisfiable();
            case 408, 425, 429 -> judge.retry(now);
            default ->
                head.status() >= 500
                        ? judge.retry(now)
                        : judge.giveUp(FailureReason.PROTOCOL, "a status that is no answer to a range request");
        };
    }

    private Verdict partial() {
        if (head.isEncoded() || head.forbidsStorage() || head.hasOpenLength()) {
            return notCacheable();
        }
        ContentRange sent = head.contentRange().orElse(null);
        if (sent == null) {
            return contradiction("Content-Range is missing or malformed");
        }
        OptionalLong claimed = head.contentLength();
        if (claimed.isPresent() && claimed.getAsLong() != sent.range().length()) {
            return contradiction("Content-Length is not that of Content-Range");
        }
        ByteRange wanted = asked.range().resolve(sent.length()).orElse(null);
        if (wanted == null || wanted.start() != sent.range().start()) {
            return contradiction("Content-Range begins elsewhere than asked");
        }
        long end = Math.min(wanted.end(), sent.range().end());
        return identify(sent.length(), version -> new Verdict.Accept(version, new ByteRange(wanted.start(), end), 0));
    }

    private Verdict whole() {
        OptionalLong length = head.contentLength();
        if (head.isEncoded() || head.forbidsStorage() || length.isEmpty()) {
            return notCacheable();
        }
        Optional<ByteRange> wanted = asked.range().resolve(length.getAsLong());
        if (wanted.isEmpty()) {
            return new Verdict.GiveUp(
                    FailureReason.UNSATISFIABLE,
                    head.status(),
                    length.getAsLong(),
                    null,
                    "the range lies behind the end");
        }
        return identify(length.getAsLong(), version -> fromWhole(version, wanted.get()));
    }

    private Verdict fromWhole(MediaVersion version, ByteRange wanted) {
        MediaVersion expected = asked.expected();
        if (wanted.start() == 0) {
            return new Verdict.Accept(version, wanted, 0);
        }
        if (expected != null && !version.equals(expected)) {
            return new Verdict.RefetchAsNewVersion("the whole of another version instead of a range");
        }
        if (asked.ifRange().isPresent()) {
            return new Verdict.RefetchWithoutIfRange();
        }
        return asked.binding()
                ? new Verdict.Accept(version, wanted, wanted.start())
                : new Verdict.OriginIgnoresRanges(version);
    }

    /** What is made of an answer once its version is known. */
    private interface Use {
        Verdict of(MediaVersion version);
    }

    private Verdict identify(long length, Use use) {
        MediaVersion expected = asked.expected();
        Validator seen = head.validator();
        if (seen.isNone()) {
            return asked.binding() ? contradiction("the validator is missing") : notCacheable();
        }
        if (expected != null && expected.validator().matches(seen)) {
            return expected.length() == length
                    ? use.of(expected)
                    : contradiction("another length under the same validator");
        }
        return asked.binding() ? stale() : use.of(describe(seen, length, expected));
    }

    private MediaVersion describe(Validator seen, long length, @Nullable MediaVersion older) {
        int chunkSize = older == null ? ChunkLayout.forLength(length).chunkSize() : older.chunkSize();
        return new MediaVersion(seen, length, chunkSize, head.contentType());
    }

    private Verdict unsatisfiable() {
        MediaVersion expected = asked.expected();
        if (expected != null && asked.range().resolve(expected.length()).isPresent()) {
            return asked.binding() ? stale() : new Verdict.RefetchAsNewVersion("416 inside the known length");
        }
        return new Verdict.GiveUp(
                FailureReason.UNSATISFIABLE,
                head.status(),
                head.unsatisfiedLength(),
                null,
                "the range lies behind the end");
    }

    private Verdict retry(Instant now) {
        return new Verdict.RetryAfter(
                FailureReason.EXHAUSTED,
                head.status(),
                head.field("retry-after")
                        .flatMap(text -> RetryAfterField.parse(text, now))
                        .orElse(null),
                "the origin cannot answer now");
    }

    private Verdict notCacheable() {
        return giveUp(
                FailureReason.NOT_CACHEABLE, "encoded, not to be stored for all, or without a validator or length");
    }

    private Verdict stale() {
        return giveUp(FailureReason.STALE_VERSION, "the origin has another version now");
    }

    private Verdict contradiction(String because) {
        return new Verdict.RetryAfter(FailureReason.PROTOCOL, head.status(), null, because);
    }

    private Verdict.GiveUp giveUp(FailureReason reason, String because) {
        return Verdict.GiveUp.of(reason, head.status(), because);
    }
}
