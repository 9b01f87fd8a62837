package dev.playhead.common.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which request of a player something is done for, as W3C Trace Context has it ({@code
 * https://www.w3.org/TR/trace-context/}). It says nothing about the viewer: two random numbers and a flag
 * (docs/decisions/0023-the-trace-travels-in-headers.md).
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param parentId 16 lower-case hexadecimal digits, not all zero: who passed it on
 * @param flags 2 lower-case hexadecimal digits; 01 says that somebody records it
 */
public record TraceContext(String traceId, String parentId, String flags) {
    /** The header field of a request or a record that carries it. */
    public static final String HEADER = "traceparent";

    private static final String VERSION = "00";
    private static final String FORBIDDEN_VERSION = "ff";
    /** Version, trace, parent and flags, with dashes between them. */
    private static final int LENGTH = 55;

    private static final int TRACE_ID_DIGITS = 32;
    private static final int PARENT_ID_DIGITS = 16;
    private static final int FLAGS_DIGITS = 2;
    private static final Alphabet ZERO = new Alphabet("0");

    public TraceContext {
        require("traceId", traceId, isId(traceId, TRACE_ID_DIGITS), "32 lower-case hexadecimal digits, not all zero");
        require(
                "parentId",
                parentId,
                isId(parentId, PARENT_ID_DIGITS),
                "16 lower-case hexadecimal digits, not all zero");
        require("flags", flags, isFlags(flags), "2 lower-case hexadecimal digits");
    }

    private static void require(String field, String value, boolean legal, String rule) {
        if (!legal) {
            throw new IllegalArgumentException(field + " '" + value + "' must be " + rule);
        }
    }

    private static boolean isId(String value, int digits) {
        return value.length() == digits && Alphabet.HEX.spells(value) && !ZERO.spells(value);
    }

    private static boolean isFlags(String value) {
        return value.length() == FLAGS_DIGITS && Alphabet.HEX.spells(value);
    }

    /**
     * Reads the field of a header; what is malformed counts as missing, as the standard wants it. Of a later version what
     * this one knows is read.
     */
    public static Optional<TraceContext> parse(@Nullable String header) {
        if (header == null || header.length() < LENGTH || !isSeparated(header)) {
            return Optional.empty();
        }
        String version = header.substring(0, 2);
        String traceId = header.substring(3, 35);
        String parentId = header.substring(36, 52);
        String flags = header.substring(53, LENGTH);
        boolean valid = isFlags(version)
                && !version.equals(FORBIDDEN_VERSION)
                && (header.length() == LENGTH || !version.equals(VERSION) && header.charAt(LENGTH) == '-')
                && isId(traceId, TRACE_ID_DIGITS)
                && isId(parentId, PARENT_ID_DIGITS)
                && isFlags(flags);
        return valid ? Optional.of(new TraceContext(traceId, parentId, flags)) : Optional.empty();
    }

    private static boolean isSeparated(String header) {
        return header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
    }

    /** Returns the same trace, passed on by somebody else. */
    public TraceContext by(String otherParentId) {
        return new TraceContext(traceId, otherParentId, flags);
    }

    /** Returns it as the field of a header. */
    public String toHeader() {
        return VERSION + "-" + traceId + "-" + parentId + "-" + flags;
    }

    /** The trace alone: what finds everything that was done for one request in the logs. */
    @Override
    public String toString() {
        return traceId;
    }
}
