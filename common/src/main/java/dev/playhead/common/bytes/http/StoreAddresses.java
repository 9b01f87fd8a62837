package dev.playhead.common.bytes.http;

import dev.playhead.common.model.MediaId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where players reach the store that holds a media. Thread-safe. */
public final class StoreAddresses {
    private final Rendezvous placement;
    private final Map<URI, String> addresses = new HashMap<>();

    /**
     * @param stores base URLs by which services reach them, at least one; they decide the placement
     * @param open base URLs by which players reach the same stores, in the same order; empty when they are no others.
     *     Throws {@link IllegalArgumentException} when they are neither none nor as many, or one has a user in it
     */
    public StoreAddresses(List<URI> stores, List<URI> open) {
        this.placement = new Rendezvous(stores);
        if (!open.isEmpty() && open.size() != stores.size()) {
            throw new IllegalArgumentException(
                    open.size() + " addresses do not stand for " + stores.size() + " stores");
        }
        for (int i = 0; i < stores.size(); i++) {
            addresses.put(stores.get(i), base(open.isEmpty() ? stores.get(i) : open.get(i)));
        }
    }

    /** Returns the URL that targets at the media's store are appended to. */
    public String of(MediaId media) {
        String address = addresses.get(placement.storeOf(media));
        if (address == null) {
            throw new IllegalStateException("media " + media + " is placed at a store that is none");
        }
        return address;
    }

    private static String base(URI address) {
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address of " + address.getHost() + " has a user in it, whom every player would see");
        }
        String text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
