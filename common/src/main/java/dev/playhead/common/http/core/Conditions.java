package dev.playhead.common.http.core;

import dev.playhead.common.http.HttpDate;
import dev.playhead.common.model.Validator;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preconditions of a request (RFC 9110, section 13.1), each as sent.
 *
 * <p>Dates that are none, or stand more than once, are as good as absent; but an If-Range that cannot be read allows no
 * range, because the whole is always right.
 */
public record Conditions(
        @Nullable String ifMatch,
        @Nullable String ifUnmodifiedSince,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifRange) {
    public static final Conditions NONE = new Conditions(null, null, null, null, null);

    /** What the preconditions make of a request. */
    enum Outcome {
        /** Answer it. */
        GO_ON,
        /** The player holds this content already: 304. */
        NOT_MODIFIED,
        /** The player means another content: 412. */
        FAILED
    }

    static Conditions of(RequestFields fields) {
        return new Conditions(
                fields.list("if-match"),
                fields.single("if-unmodified-since"),
                fields.list("if-none-match"),
                fields.single("if-modified-since"),
                fields.list("if-range"));
    }

    /** Evaluates all but If-Range for a GET or HEAD, in the order of section 13.2.2. */
    Outcome evaluate(Validator validator) {
        if (ifMatch != null) {
            EntityTags wanted = new EntityTags(ifMatch);
            if (!wanted.isAny() && !wanted.containsStrongly(validator.etag())) {
                return Outcome.FAILED;
            }
        } else if (isModifiedAfter(ifUnmodifiedSince, validator).orElse(false)) {
            return Outcome.FAILED;
        }
        if (ifNoneMatch != null) {
            EntityTags held = new EntityTags(ifNoneMatch);
            return held.isAny() || held.containsWeakly(validator.etag()) ? Outcome.NOT_MODIFIED : Outcome.GO_ON;
        }
        return isModifiedAfter(ifModifiedSince, validator).orElse(true) ? Outcome.GO_ON : Outcome.NOT_MODIFIED;
    }

    /** Whether a range of this content may be sent: no If-Range, a strong tag that is equal, or the very same date. */
    boolean allowsRange(Validator validator) {
        if (ifRange == null) {
            return true;
        }
        String field = ifRange.strip();
        if (field.endsWith("\"")) {
            return validator.isStrong() && field.equals(validator.etag());
        }
        String lastModified = validator.lastModified();
        return lastModified != null
                && HttpDate.parse(field)
                        .filter(date -> HttpDate.parse(lastModified)
                                .filter(date::equals)
                                .isPresent())
                        .isPresent();
    }

    /** Returns whether the content is younger than a date; empty when either date is missing or cannot be read. */
    private static Optional<Boolean> isModifiedAfter(@Nullable String field, Validator validator) {
        String lastModified = validator.lastModified();
        if (field == null || lastModified == null) {
            return Optional.empty();
        }
        Optional<Instant> date = HttpDate.parse(field);
        return HttpDate.parse(lastModified).flatMap(modified -> date.map(modified::isAfter));
    }
}
