package dev.playhead.fetcher.core;

import dev.playhead.common.http.CacheControl;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.http.Vary;
import dev.playhead.common.model.Validator;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Status and header fields of an origin's answer.
 *
 * @param fields by lower-case name; repeated fields joined by commas
 */
public record ResponseHead(int status, Map<String, String> fields) {
    public ResponseHead {
        fields = Map.copyOf(fields);
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    Optional<ContentRange> contentRange() {
        return field("content-range").flatMap(ContentRange::parse);
    }

    /** Whether Content-Range leaves the complete length open. */
    boolean hasOpenLength() {
        return field("content-range").filter(value -> value.endsWith("/*")).isPresent();
    }

    /** Returns the complete length that a 416 tells. */
    @Nullable
    Long unsatisfiedLength() {
        return field("content-range").flatMap(ContentRange::parseUnsatisfied).orElse(null);
    }

    /** Returns the Content-Length; empty when there is none or it is no number. */
    OptionalLong contentLength() {
        try {
            String text = fields.get("content-length");
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    boolean isEncoded() {
        return field("content-encoding")
                .filter(value -> !value.strip().equalsIgnoreCase("identity"))
                .isPresent();
    }

    /** Whether the answer must not be kept for all: by its directives, or because it is for some requests only. */
    boolean forbidsStorage() {
        return CacheControl.parse(fields.get("cache-control")).forbidsStorage()
                || !Vary.allowsSharing(fields.get("vary"));
    }

    /** Returns for how long the answer holds. */
    public Freshness freshness(Instant received) {
        return Freshness.of(fields::get, received);
    }

    Validator validator() {
        return new Validator(fields.get("etag"), fields.get("last-modified"));
    }

    @Nullable
    String contentType() {
        return fields.get("content-type");
    }
}
