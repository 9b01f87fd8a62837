package dev.playhead.common.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The name of a media: its origin and a digest of its target there, as {@code origin.digest}.
 *
 * <p>The origin is part of the id, so that whoever holds an id knows the partition and the limits it falls under.
 */
public record MediaId(@JsonValue String value) implements Comparable<MediaId> {
    @JsonCreator
    public MediaId {
        if (!isLegal(value)) {
            throw new IllegalArgumentException("media id '" + value + "' is not of the form origin.<32 hex digits>");
        }
    }

    /**
     * Derives the id of the media at a target of an origin.
     *
     * @param identity the raw path and query, without the parameters that take no part (tokens, signatures)
     */
    public static MediaId of(OriginName origin, String identity) {
        return new MediaId(origin.value() + "." + Digests.of(origin.value(), identity));
    }

    private static boolean isLegal(String value) {
        int dot = value.indexOf('.');
        return Names.isLabel(value, dot) && Digests.isDigest(value, dot + 1);
    }

    public OriginName origin() {
        return new OriginName(value.substring(0, value.indexOf('.')));
    }

    @Override
    public int compareTo(MediaId other) {
        return value.compareTo(other.value);
    }

    /** Written out, for the reason that {@link Names#hash} gives. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MediaId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Names.hash(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
