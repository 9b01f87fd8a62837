package dev.playhead.common.bytes.http;

import dev.playhead.common.model.MediaId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * Places media on stores by highest random weight (Thaler and Ravishankar, 1998): who knows the same stores, in whatever
 * order, finds the same one, and a store that is added or taken away moves only its own share.
 */
public final class Rendezvous {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<URI> stores;

    /** @param stores at least one */
    public Rendezvous(List<URI> stores) {
        if (stores.isEmpty()) {
            throw new IllegalArgumentException("stores must not be empty");
        }
        this.stores = List.copyOf(stores);
    }

    /** Returns the store that holds a media. */
    public URI storeOf(MediaId media) {
        return stores.stream()
                .max(Comparator.<URI>comparingLong(store -> weight(store, media))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    public List<URI> stores() {
        return stores;
    }

    /** FNV-1a over both names, its bits spread by the finaliser of SplitMix64. */
    private static long weight(URI store, MediaId media) {
        long hash = FNV_OFFSET;
        for (byte b : (store + " " + media).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 31);
    }
}
