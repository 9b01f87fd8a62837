package dev.playhead.gateway.fake;

import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One media of a {@link FakeStore}: its content is a function of its id, its version and the offset. Thread-safe. */
public final class FakeMedia {
    private final FakeStore store;
    private final MediaId id;
    private final Path file;
    private RampContent content;
    private MediaVersion version;
    private Freshness freshness = Freshness.unsaid(Instant.EPOCH);
    private MediaSource source = new MediaSource("/film.mp4", null);
    private ByteRanges readable = ByteRanges.EMPTY;
    private boolean described;
    private @Nullable StoreException failure;
    private @Nullable FileChannel channel;

    FakeMedia(FakeStore store, MediaId id, long length, Path directory) {
        this.store = store;
        this.id = id;
        this.file = directory.resolve(id.value());
        this.content = new RampContent(id.value(), 1);
        this.version = new MediaVersion(
                new Validator("\"v1\"", "Wed, 21 Oct 2015 07:28:00 GMT"),
                length,
                ChunkLayout.forLength(length).chunkSize(),
                "video/mp4");
    }

    public synchronized FakeMedia at(MediaSource where) {
        source = where;
        return this;
    }

    /** Makes it what an origin has: the same bytes under the same validator. */
    public synchronized FakeMedia like(OriginFile origin) {
        content = origin.content();
        version = new MediaVersion(
                new Validator(origin.etag(), origin.lastModified()),
                origin.length(),
                ChunkLayout.forLength(origin.length()).chunkSize(),
                "video/mp4");
        return this;
    }

    /** Has its origin have said something of how long it holds. */
    public synchronized FakeMedia said(Freshness what) {
        freshness = what;
        return this;
    }

    public synchronized Freshness freshness() {
        return freshness;
    }

    /** Takes what a gateway saw: another version takes the place of this one, with no byte readable. */
    synchronized void observed(MediaVersion seen, Freshness what) {
        if (!seen.id().equals(version.id())) {
            version = seen;
            readable = ByteRanges.EMPTY;
        }
        freshness = what;
    }

    /** Makes the media known, with no byte readable. */
    public FakeMedia describe() {
        synchronized (this) {
            described = true;
        }
        store.changed();
        return this;
    }

    /** Makes the media known and a range of it readable. */
    public FakeMedia give(long start, long end) {
        synchronized (this) {
            described = true;
            readable = readable.plus(new ByteRange(start, end));
        }
        store.changed();
        return this;
    }

    public FakeMedia giveAll() {
        return give(0, length());
    }

    /** Fails reads that want what is not readable. */
    public void failReads(StoreException with) {
        synchronized (this) {
            failure = with;
        }
        store.changed();
    }

    public synchronized MediaVersion version() {
        return version;
    }

    public long length() {
        return version().length();
    }

    public RampContent content() {
        return content;
    }

    MediaId id() {
        return id;
    }

    synchronized MediaSource source() {
        return source;
    }

    synchronized boolean isDescribed() {
        return described;
    }

    synchronized @Nullable StoreException failure() {
        return failure;
    }

    synchronized long readableEnd(long position) {
        return readable.runEnd(position);
    }

    synchronized long nextReadable(long position) {
        return readable.firstFrom(position);
    }

    synchronized StoredMedia stored() {
        return FakeStore.stored(this, version, readable);
    }

    /** Returns readable bytes from a readable position on. */
    synchronized Slice slice(long position, int limit) {
        int count = (int) Math.min(limit, readable.runEnd(position) - position);
        return store.givesFiles()
                ? new Slice.OfFile(channel(), position, count)
                : new Slice.OfBuffer(content.buffer(position, Math.min(count, 16 * 1024)));
    }

    /** The whole content in a file; readability is only a matter of {@link #give}. */
    private FileChannel channel() {
        try {
            if (channel == null) {
                channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
                for (long at = 0; at < version.length(); at += 1 << 20) {
                    int count = (int) Math.min(1 << 20, version.length() - at);
                    channel.write(ByteBuffer.wrap(content.bytes(at, count)), at);
                }
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
