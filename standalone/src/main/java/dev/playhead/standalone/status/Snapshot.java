package dev.playhead.standalone.status;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a running instance said of itself at one moment.
 *
 * @param problems by condition of readiness: why it does not hold, empty where it does
 * @param gateway where players connect; empty when no gateway runs there
 * @param media stored, in the order of their ids; the first ones when there are many
 * @param more whether there are more media
 */
record Snapshot(
        String version,
        SortedMap<String, Optional<String>> problems,
        Optional<URI> gateway,
        List<MediaLine> media,
        boolean more,
        List<StreamLine> streams) {

    boolean isReady() {
        return problems.values().stream().allMatch(Optional::isEmpty);
    }

    /**
     * One stored media.
     *
     * @param length bytes
     * @param percent of its bytes that are in whole chunks
     * @param chunks how many it has
     */
    record MediaLine(String origin, String path, long length, double percent, long chunks, List<ChunkMap.Run> runs) {}

    /**
     * One open response.
     *
     * @param position in bytes; empty where only the length of the media decides it
     */
    record StreamLine(String session, String client, String path, Optional<Long> position, boolean waiting) {}
}
