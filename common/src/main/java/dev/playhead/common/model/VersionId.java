package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/** The name of one immutable content of a media: a digest of its validator and length. */
public record VersionId(@JsonValue String value) {
    @JsonCreator
    public VersionId {
        if (!Digests.isDigest(value, 0)) {
            throw new IllegalArgumentException("version id '" + value + "' is not 32 hex digits");
        }
    }

    /** A strong tag names the content alone; else tag and date do together. */
    public static VersionId of(Validator validator, long length) {
        String date = validator.isStrong() ? "" : Objects.requireNonNullElse(validator.lastModified(), "");
        return new VersionId(Digests.of(Objects.requireNonNullElse(validator.etag(), ""), date, Long.toString(length)));
    }

    @Override
    public String toString() {
        return value;
    }
}
