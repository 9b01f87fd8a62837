package dev.playhead.testkit.origin;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Content whose every byte is a function of (name, version, offset), so that any mixed-up byte is seen. Immutable.
 *
 * <p>A ramp of 64-bit words, each the SplitMix64 finaliser of its index (Steele, Lea, Flood: "Fast splittable
 * pseudorandom number generators", 2014): bytes of another place, file or version agree only by chance.
 *
 * @param version of the content; another one shares no more bytes with it than chance gives
 */
public record RampContent(String name, int version) {
    private static final int WORD = Long.BYTES;
    private static final int DIGEST_STEP = 1 << 16;

    /** Returns the byte at an offset. */
    public byte at(long offset) {
        return (byte) (word(seed(), offset / WORD) >>> (8 * (offset % WORD)));
    }

    /** Writes the bytes [offset, offset + count) into the array from {@code index} on. */
    public void fill(byte[] target, int index, int count, long offset) {
        ByteBuffer out = ByteBuffer.wrap(target, index, count).order(ByteOrder.LITTLE_ENDIAN);
        long seed = seed();
        long position = offset;
        while (out.hasRemaining()) {
            if (position % WORD == 0 && out.remaining() >= WORD) {
                out.putLong(word(seed, position / WORD));
                position += WORD;
            } else {
                out.put((byte) (word(seed, position / WORD) >>> (8 * (position % WORD))));
                position++;
            }
        }
    }

    /** Returns the bytes [offset, offset + count). */
    public byte[] bytes(long offset, int count) {
        byte[] bytes = new byte[count];
        fill(bytes, 0, count, offset);
        return bytes;
    }

    public Buffer buffer(long offset, int count) {
        return Buffer.buffer(bytes(offset, count));
    }

    /** Returns the offset in the content of the first byte that is wrong, or empty when all are right. */
    public OptionalLong firstMismatch(byte[] found, long offset) {
        int mismatch = Arrays.mismatch(found, bytes(offset, found.length));
        return mismatch < 0 ? OptionalLong.empty() : OptionalLong.of(offset + mismatch);
    }

    public OptionalLong firstMismatch(Buffer found, long offset) {
        return firstMismatch(found.getBytes(), offset);
    }

    /** Returns the SHA-256 of the bytes [0, length) as hex digits, to compare with what {@code sha256sum} says. */
    public String sha256(long length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < length; at += DIGEST_STEP) {
                digest.update(bytes(at, (int) Math.min(DIGEST_STEP, length - at)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private long seed() {
        long seed = version;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            seed = mix(seed + b);
        }
        return seed;
    }

    private static long word(long seed, long index) {
        return mix(seed + (index + 1) * 0x9E3779B97F4A7C15L);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
