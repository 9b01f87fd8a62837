package dev.playhead.store.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is there of the bytes of one version. Not thread-safe: its owner guards it.
 *
 * <p>A byte is either missing, readable, or in a <em>suspect</em> chunk: one that the index knows but that must be
 * checked against its CRC32C before anyone may read it. The first writer wins: only missing bytes are taken.
 */
public final class VersionBytes {
    private final ChunkLayout layout;
    private final Map<Long, OpenChunk> open = new HashMap<>();
    private final SortedMap<Long, Integer> suspects = new TreeMap<>();
    private ByteRanges readable = ByteRanges.EMPTY;
    private ByteRanges complete = ByteRanges.EMPTY;

    private VersionBytes(ChunkLayout layout) {
        this.layout = layout;
    }

    /** A version of which nothing is there. */
    public static VersionBytes empty(ChunkLayout layout) {
        return new VersionBytes(layout);
    }

    /** A version whose indexed chunks are as they were left. */
    public static VersionBytes trusted(ChunkLayout layout, SortedMap<Long, Integer> indexed) {
        VersionBytes bytes = new VersionBytes(layout);
        indexed.keySet().forEach(chunk -> bytes.complete = bytes.complete.plus(layout.rangeOf(chunk)));
        bytes.readable = bytes.complete;
        return bytes;
    }

    /**
     * A version whose indexed chunks may have suffered.
     *
     * @param indexed CRC32C by chunk
     */
    public static VersionBytes suspect(ChunkLayout layout, SortedMap<Long, Integer> indexed) {
        VersionBytes bytes = new VersionBytes(layout);
        indexed.keySet().forEach(chunk -> bytes.complete = bytes.complete.plus(layout.rangeOf(chunk)));
        bytes.suspects.putAll(indexed);
        return bytes;
    }

    /** Returns the bytes that may be read. */
    public ByteRanges readable() {
        return readable;
    }

    /** Returns the bytes of chunks that are in the index, suspects included. */
    public ByteRanges complete() {
        return complete;
    }

    /** Returns what counts as there: readable bytes and suspects. */
    public ByteRanges stored() {
        return readable.plus(complete);
    }

    /** Returns the parts of an offered range that a writer may fill, ascending; there must be no suspects in it. */
    public List<ByteRange> missing(ByteRange offered) {
        return readable.gaps(offered);
    }

    /**
     * Takes note of bytes that have been written and makes them readable.
     *
     * @param position of the first; all of them must have been missing
     * @param bytes read from its position to its limit
     * @return the chunks that are whole now
     */
    public List<WholeChunk> written(long position, ByteBuffer bytes) {
        ByteRange range = ByteRange.ofLength(position, bytes.remaining());
        if (!readable.within(range).isEmpty()) {
            throw new IllegalStateException("bytes " + range + " have been written before: the first writer wins");
        }
        readable = readable.plus(range);
        List<WholeChunk> whole = new ArrayList<>();
        long last = layout.chunkAt(range.end() - 1);
        for (long chunk = layout.chunkAt(position); chunk <= last; chunk++) {
            pass(chunk, range, bytes).ifPresent(whole::add);
        }
        return whole;
    }

    private Optional<WholeChunk> pass(long chunk, ByteRange written, ByteBuffer bytes) {
        ByteRange range = layout.rangeOf(chunk);
        long from = Math.max(range.start(), written.start());
        int length = (int) (Math.min(range.end(), written.end()) - from);
        OpenChunk checksum = open.computeIfAbsent(chunk, absent -> new OpenChunk(range));
        checksum.pass(from, bytes.slice(bytes.position() + (int) (from - written.start()), length));
        if (!readable.covers(range)) {
            return Optional.empty();
        }
        open.remove(chunk);
        return Optional.of(new WholeChunk(chunk, checksum.crc32c()));
    }

    /** Forgets whole chunks, and what is written of open ones; the range covers each that it touches. */
    public void evict(ByteRange range) {
        long behind = layout.chunkAt(range.end() - 1) + 1;
        readable = readable.minus(range);
        complete = complete.minus(range);
        suspects.subMap(layout.chunkAt(range.start()), behind).clear();
        open.keySet().removeIf(chunk -> range.contains(layout.rangeOf(chunk).start()));
    }

    /** Takes note that chunks are no longer in the index. */
    public void unindexed(List<Long> chunks) {
        chunks.forEach(chunk -> complete = complete.minus(layout.rangeOf(chunk)));
    }

    /** Takes note that chunks are in the index. */
    public void indexed(List<Long> chunks) {
        chunks.forEach(chunk -> complete = complete.plus(layout.rangeOf(chunk)));
    }

    public boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** Returns the suspects that a range touches, ascending. */
    public List<Long> suspectsIn(ByteRange range) {
        long behind = layout.chunkAt(range.end() - 1) + 1;
        return List.copyOf(
                suspects.subMap(layout.chunkAt(range.start()), behind).keySet());
    }

    /** Returns what the CRC32C of a suspect has to be; empty when it is no suspect any more. */
    public OptionalInt expectedCrc(long chunk) {
        Integer crc = suspects.get(chunk);
        return crc == null ? OptionalInt.empty() : OptionalInt.of(crc);
    }

    /** Makes a suspect readable: its bytes match. */
    public void acquit(long chunk) {
        if (suspects.remove(chunk) != null) {
            readable = readable.plus(layout.rangeOf(chunk));
        }
    }

    /** Forgets a suspect: its bytes do not match, or cannot be read. */
    public void convict(long chunk) {
        if (suspects.remove(chunk) != null) {
            complete = complete.minus(layout.rangeOf(chunk));
        }
    }
}
