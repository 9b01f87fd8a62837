package dev.playhead.gateway.core.access;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.bytes.http.StoreAddresses;
import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.ByteRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which requests a media's store answers itself (docs/decisions/0013): those for bytes of a media of which every
 * byte is stored, so that nobody has to fetch anything for them or to be told of them. Thread-safe.
 */
public final class StoreRedirect {
    private final StoreAddresses stores;
    private final StoreLinks links;
    private final Duration life;

    /** @param life how long a link holds */
    public StoreRedirect(StoreAddresses stores, StoreLinks links, Duration life) {
        this.stores = stores;
        this.links = links;
        this.life = life;
    }

    /**
     * Returns where the player is to go; empty when it is to be answered here.
     *
     * @param answer what the request would be answered with, for the version that is stored
     */
    public Optional<String> location(StoredMedia stored, PlannedAnswer answer, Instant now) {
        if (answer.body().pieces().isEmpty() || !isWhole(stored)) {
            return Optional.empty();
        }
        String link = links.link(stored.media(), stored.version().id(), now.plus(life));
        return Optional.of(stores.of(stored.media()) + link);
    }

    private static boolean isWhole(StoredMedia stored) {
        return stored.complete().covers(new ByteRange(0, stored.version().length()));
    }
}
