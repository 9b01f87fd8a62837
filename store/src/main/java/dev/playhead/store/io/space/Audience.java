package dev.playhead.store.io.space;

import dev.playhead.common.model.ByteRange;
import dev.playhead.store.io.index.IndexChange;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.media.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Notes who watches what: for the order of eviction, and for how long a media has had no viewer. Thread-safe. */
public final class Audience implements Usage {
    /** Days matter, not minutes; each note is a commit. */
    private static final Duration NOTE_EVERY = Duration.ofHours(1);

    private final RunLedger ledger;
    private final IndexWriter index;
    private final InstantSource time;

    public Audience(RunLedger ledger, IndexWriter index, InstantSource time) {
        this.ledger = ledger;
        this.index = index;
        this.time = time;
    }

    @Override
    public void stored(StoredVersion version, ByteRange range) {
        ledger.stored(version, range, time);
    }

    @Override
    public void opened(StoredVersion version) {
        Instant now = time.instant();
        if (version.watched(now, NOTE_EVERY)) {
            index.submit(new IndexChange.MarkWatched(version.media(), now), Urgency.SOON, outcome -> {});
        }
    }

    @Override
    public void reached(StoredVersion version, long began, long position) {
        ledger.read(version, began, position, time);
    }

    @Override
    public void retired(StoredVersion version) {
        ledger.forget(version.number());
    }
}
