package dev.playhead.store.core;

import java.util.OptionalInt;

/**
 * A chunk whose last missing byte has just been written.
 *
 * @param crc32c of its bytes when they passed in order; else empty, and the file has to be asked
 */
public record WholeChunk(long index, OptionalInt crc32c) {}
