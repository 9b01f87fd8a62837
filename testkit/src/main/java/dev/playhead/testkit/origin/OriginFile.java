package dev.playhead.testkit.origin;

import dev.playhead.common.http.HttpDate;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One virtual file of a lying origin; may be changed while it is being sent. Thread-safe. */
public final class OriginFile {
    private static final Instant FIRST_MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

    private final String path;
    private final Lies lies = new Lies();
    private volatile State state;

    /** What of a file may change; an answer is made from one state. */
    record State(RampContent content, long length, String contentType, Tag tag) {
        State as(int version) {
            return new State(new RampContent(content.name(), version), length, contentType, tag);
        }

        @Nullable
        String etag() {
            String opaque = "\"v" + content.version() + "-" + length + "\"";
            return switch (tag) {
                case STRONG -> opaque;
                case WEAK -> "W/" + opaque;
                case DATE_ONLY, NONE -> null;
            };
        }

        @Nullable
        String lastModified() {
            return tag == Tag.NONE ? null : HttpDate.format(FIRST_MODIFIED.plusSeconds(60L * content.version()));
        }
    }

    /** What a file says to tell its versions apart. */
    public enum Tag {
        /** A strong entity tag and a date. */
        STRONG,
        /** A weak entity tag and a date. */
        WEAK,
        /** A date. */
        DATE_ONLY,
        /** Nothing. */
        NONE
    }

    OriginFile(String path, long length) {
        this.path = path;
        this.state = new State(new RampContent(path, 1), length, "video/mp4", Tag.STRONG);
    }

    /** The raw path below the origin's URL. */
    public String path() {
        return path;
    }

    public long length() {
        return state.length();
    }

    /** The current content; keep it to check bytes of an earlier version. */
    public RampContent content() {
        return state.content();
    }

    public Buffer bytes(ByteRange range) {
        return content().buffer(range.start(), Math.toIntExact(range.length()));
    }

    public @Nullable String etag() {
        return state.etag();
    }

    public @Nullable String lastModified() {
        return state.lastModified();
    }

    /** How requests for this file are answered. */
    public Lies lies() {
        return lies;
    }

    /** Replaces the content by another of the same length; tag and date change with it. Answers under way go on with the old one. */
    public OriginFile changeContent() {
        return changeContent(length());
    }

    public synchronized OriginFile changeContent(long length) {
        RampContent next = new RampContent(path, state.content().version() + 1);
        state = new State(next, length, state.contentType(), state.tag());
        return this;
    }

    public synchronized OriginFile tagged(Tag tag) {
        state = new State(state.content(), state.length(), state.contentType(), tag);
        return this;
    }

    public synchronized OriginFile typed(String contentType) {
        state = new State(state.content(), state.length(), contentType, state.tag());
        return this;
    }

    State state() {
        return state;
    }
}
