package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** One stream's reads from its origin, out of whichever feed has a place for it. Event loop only. */
final class DirectSource {
    private final DirectFeeds feeds;
    private final MediaAtOrigin media;
    private @Nullable DirectFeed feed;
    private boolean closed;

    DirectSource(DirectFeeds feeds, MediaAtOrigin media) {
        this.feeds = feeds;
        this.media = media;
    }

    /** The version that the origin has now; fails with {@link DirectFailure}. */
    Future<MediaVersion> version(RequestedRange wanted) {
        return seat(wanted, null).map(DirectFeed::version);
    }

    /**
     * Reads on; one call at a time.
     *
     * @param wanted from the position on
     * @return at least one byte; fails with {@link DirectFailure}
     */
    Future<Buffer> read(RequestedRange.From wanted, int limit, MediaVersion pinned) {
        DirectFeed here = feed;
        if (here != null && here.hasPlaceAt(wanted.start())) {
            return here.read(this, wanted.start(), limit);
        }
        return seat(wanted, pinned).compose(found -> found.read(this, wanted.start(), limit));
    }

    /** Where the bytes end that are here from a position on. */
    long end(long position) {
        return feed == null ? position : feed.end(position);
    }

    void close() {
        closed = true;
        leave();
    }

    private Future<DirectFeed> seat(RequestedRange wanted, @Nullable MediaVersion pinned) {
        leave();
        return feeds.seat(media, wanted, pinned).compose(found -> {
            if (closed) {
                found.leave(this);
                return Future.failedFuture(new DirectFailure.Broken("the stream has ended"));
            }
            feed = found;
            wanted.resolve(found.version().length()).ifPresent(range -> found.join(this, range.start()));
            return Future.succeededFuture(found);
        });
    }

    private void leave() {
        if (feed != null) {
            feed.leave(this);
            feed = null;
        }
    }
}
