package dev.playhead.gateway.core.fresh;

import dev.playhead.common.http.CacheControl;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.http.Vary;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.stream.DirectAnswer;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of asking an origin whether it still has a stored version. */
public sealed interface Validation {
    /** The least that shows a version where the origin does not understand the question. */
    RequestedRange TOUCH = new RequestedRange.From(0, 1L);

    /** It has. */
    record Confirmed(Freshness freshness) implements Validation {}

    /** It has another. */
    record Replaced(MediaVersion by, Freshness freshness) implements Validation {}

    /** It does not say: it is away, failing, busy, or leads elsewhere. */
    record Unanswered() implements Validation {}

    /** What is stored is not to be served to this player any more; the origin's own answer is. */
    record Withdrawn() implements Validation {}

    /**
     * Judges an answer.
     *
     * @param field gives a header field by its lower-case name, its lines joined by commas; null when there is none
     */
    static Validation judge(
            DirectAnswer.Fields fields,
            Function<String, @Nullable String> field,
            MediaVersion stored,
            Freshness known,
            Instant now) {
        int status = fields.status();
        boolean held = status == 304;
        if (held || status == 200 || status == 206) {
            boolean shared = !CacheControl.parse(field.apply("cache-control")).forbidsStorage()
                    && Vary.allowsSharing(field.apply("vary"));
            if (!shared) {
                return new Withdrawn();
            }
            Freshness newer = Freshness.of(field, now);
            return held ? new Confirmed(known.confirmedBy(newer)) : compare(fields, newer, stored, known);
        }
        boolean later = status >= 500 || status == 408 || status == 425 || status == 429;
        return later || status >= 300 && status < 400 ? new Unanswered() : new Withdrawn();
    }

    private static Validation compare(
            DirectAnswer.Fields fields, Freshness newer, MediaVersion stored, Freshness known) {
        if (DirectAnswer.judge(fields, TOUCH, stored).isPresent()) {
            return new Confirmed(known.confirmedBy(newer));
        }
        return DirectAnswer.judge(fields, TOUCH, null)
                .<Validation>map(other -> new Replaced(other.version(), newer))
                .orElseGet(Withdrawn::new);
    }
}
