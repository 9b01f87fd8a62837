package dev.playhead.gateway.fake;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A store whose media, and the bytes of them that are readable, are what a test says. Thread-safe.
 *
 * <p>A media may be unknown and become known, bytes may appear later, and reads may fail; what is readable is given from
 * a file or from memory.
 */
public final class FakeStore implements MediaReader, MediaCatalog {
    private final Vertx vertx;
    private final Path directory;
    private final Map<MediaId, FakeMedia> media = new ConcurrentHashMap<>();
    private final List<FakeRead> reads = new CopyOnWriteArrayList<>();
    private volatile boolean fromFiles = true;
    private volatile boolean inMemory;
    private volatile @Nullable StoreException down;

    public FakeStore(Vertx vertx, Path directory) {
        this.vertx = vertx;
        this.directory = directory;
    }

    /** Adds a media, known or not; see {@link FakeMedia}. */
    public FakeMedia add(MediaId id, long length) {
        FakeMedia added = new FakeMedia(this, id, length, directory);
        media.put(id, added);
        return added;
    }

    /** Gives bytes from memory from now on, not as regions of files. */
    public void giveBuffers() {
        fromFiles = false;
    }

    /** Knows from now on what it knows in the call itself, and not some time after it. */
    public void answerAtOnce() {
        inMemory = true;
    }

    /** Fails everything from now on; null to work again. */
    public void fail(@Nullable StoreException with) {
        down = with;
        changed();
    }

    /** Fails the reads that wait now, and none that is opened later. */
    public void failWaiting(StoreException with) {
        reads.forEach(read -> read.fail(with));
    }

    /** The ranges of all reads so far, in order. */
    public List<RequestedRange> opened() {
        return reads.stream().map(FakeRead::range).toList();
    }

    /** How many reads nobody has closed. */
    public long openReads() {
        return reads.stream().filter(read -> !read.isClosed()).count();
    }

    @Override
    public MediaRead open(MediaId id, RequestedRange range) {
        FakeRead read = new FakeRead(this, id, range, vertx.getOrCreateContext());
        reads.add(read);
        return read;
    }

    @Override
    public Future<Optional<StoredMedia>> find(MediaId id) {
        StoreException failure = down;
        return failure == null
                ? Future.succeededFuture(described(id).map(FakeMedia::stored))
                : Future.failedFuture(failure);
    }

    @Override
    public Future<List<StoredMedia>> list(@Nullable MediaId after, int limit) {
        return Future.succeededFuture(media.values().stream()
                .filter(FakeMedia::isDescribed)
                .map(FakeMedia::stored)
                .filter(one -> after == null || one.media().compareTo(after) > 0)
                .sorted(Comparator.comparing(StoredMedia::media))
                .limit(limit)
                .toList());
    }

    @Override
    public Future<Boolean> delete(MediaId id) {
        return Future.succeededFuture(media.remove(id) != null);
    }

    @Override
    public Future<Boolean> observe(MediaId id, MediaVersion seen, Freshness freshness) {
        Optional<FakeMedia> known = described(id);
        known.ifPresent(found -> found.observed(seen, freshness));
        return Future.succeededFuture(known.isPresent());
    }

    @Override
    public Future<Boolean> pin(MediaId id, boolean keep) {
        return Future.succeededFuture(media.containsKey(id));
    }

    Optional<FakeMedia> described(MediaId id) {
        return Optional.ofNullable(media.get(id)).filter(FakeMedia::isDescribed);
    }

    @Nullable
    StoreException down() {
        return down;
    }

    boolean isInMemory() {
        return inMemory;
    }

    boolean givesFiles() {
        return fromFiles;
    }

    /** Something may have become readable. */
    void changed() {
        reads.forEach(FakeRead::look);
    }

    static StoredMedia stored(FakeMedia of, MediaVersion version, ByteRanges readable) {
        ByteRanges complete = ByteRanges.EMPTY;
        for (long chunk = 0; chunk < version.layout().chunks(); chunk++) {
            ByteRange range = version.layout().rangeOf(chunk);
            complete = readable.covers(range) ? complete.plus(range) : complete;
        }
        return new StoredMedia(of.id(), of.source(), version, readable, complete, of.freshness(), 1);
    }
}
