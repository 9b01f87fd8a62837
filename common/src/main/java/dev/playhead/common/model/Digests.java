package dev.playhead.common.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Short content-derived names. */
final class Digests {
    /** 128 bits: among 2^40 media the chance of a single collision stays below 2^-48. */
    private static final int BYTES = 16;

    private Digests() {}

    /** Whether a text is such a name from some place on. */
    static boolean isDigest(String text, int start) {
        return text.length() - start == 2 * BYTES && Alphabet.HEX.spells(text, start, text.length());
    }

    /** Returns the first 128 bits of SHA-256 over the UTF-8 parts, each ended by a NUL, as 32 hex digits. */
    static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
