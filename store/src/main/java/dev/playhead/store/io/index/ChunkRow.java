package dev.playhead.store.io.index;

import java.time.Instant;

/** One whole chunk in the index. */
public record ChunkRow(long index, int crc32c, Instant storedAt) {}
