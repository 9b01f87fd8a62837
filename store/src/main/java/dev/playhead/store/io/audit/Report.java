package dev.playhead.store.io.audit;

import java.util.List;

/** What an audit has read and found. */
public record Report(long media, long chunks, long bytes, List<Damage> damages) {
    public Report {
        damages = List.copyOf(damages);
    }

    public boolean isSound() {
        return damages.isEmpty();
    }
}
