package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an origin says to tell one content of a media from another (RFC 9110, section 8.8).
 *
 * @param etag the entity tag as sent, quotes and weakness mark included
 * @param lastModified the Last-Modified field as sent
 */
public record Validator(@Nullable String etag, @Nullable String lastModified) {
    public static final Validator NONE = new Validator(null, null);

    /** Whether equality of this validator proves equality of every byte. A date alone does not: it has one-second steps. */
    @JsonIgnore
    public boolean isStrong() {
        return etag != null && !etag.startsWith("W/");
    }

    /** Whether the origin gave nothing to tell versions by; such a media is never kept. */
    @JsonIgnore
    public boolean isNone() {
        return etag == null && lastModified == null;
    }

    /** Returns what to send as If-Range: a strong entity tag, and nothing else (DESIGN section 8, rule 5). */
    @JsonIgnore
    public Optional<String> ifRange() {
        return isStrong() ? Optional.ofNullable(etag) : Optional.empty();
    }

    /**
     * Whether a response with the other validator may carry bytes of the version this one names.
     *
     * <p>Strong tags decide alone, and a 206 may omit Last-Modified then; a weak one must be repeated together with
     * Last-Modified.
     */
    public boolean matches(Validator other) {
        return isStrong() ? Objects.equals(etag, other.etag) : equals(other);
    }
}
