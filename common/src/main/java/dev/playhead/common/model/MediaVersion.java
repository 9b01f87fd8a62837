package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * The description of one immutable content of a media, as an origin's response gave it.
 *
 * @param length bytes
 * @param chunkSize bytes, fixed when the media is first seen
 * @param contentType the Content-Type field as sent
 */
public record MediaVersion(
        Validator validator,
        long length,
        int chunkSize,
        @Nullable String contentType) {
    public MediaVersion {
        new ChunkLayout(length, chunkSize);
        if (validator.isNone()) {
            throw new IllegalArgumentException("validator is missing: bytes that cannot be told apart are not kept");
        }
    }

    @JsonIgnore
    public VersionId id() {
        return VersionId.of(validator, length);
    }

    /** Whether both have one id, found out without the digest that ids are. */
    public boolean isSameContent(MediaVersion other) {
        return length == other.length && validator.matches(other.validator);
    }

    @JsonIgnore
    public ChunkLayout layout() {
        return new ChunkLayout(length, chunkSize);
    }
}
