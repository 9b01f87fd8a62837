package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.gateway.core.stream.DirectAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The answers of origins that streams share while they go around the pipeline. Event loop only. */
public final class DirectFeeds {
    private final Vertx vertx;
    private final HttpClient client;
    private final OriginSlots slots;
    private final Duration patience;
    private final Runnable asking;
    private final Map<MediaId, List<Future<DirectFeed>>> feeds = new HashMap<>();

    /**
     * @param patience how long an origin may take to begin its answer
     * @param asking told of each request
     */
    public DirectFeeds(Vertx vertx, HttpClient client, OriginSlots slots, Duration patience, Runnable asking) {
        this.vertx = vertx;
        this.client = client;
        this.slots = slots;
        this.patience = patience;
        this.asking = asking;
    }

    Vertx vertx() {
        return vertx;
    }

    /**
     * Finds a feed with a place for a stream, or asks the origin for one.
     *
     * @param wanted what the stream wants from its position on
     * @param pinned the version whose bytes it must be; null when any will do
     * @return fails with {@link DirectFailure}
     */
    Future<DirectFeed> seat(MediaAtOrigin media, RequestedRange wanted, @Nullable MediaVersion pinned) {
        List<Future<DirectFeed>> ofMedia = feeds.getOrDefault(media.id(), List.of());
        Predicate<DirectFeed> fits =
                feed -> (pinned == null || feed.version().id().equals(pinned.id()))
                        && wanted.resolve(feed.version().length())
                                .filter(range -> feed.hasPlaceAt(range.start()))
                                .isPresent();
        Optional<Future<DirectFeed>> known = ofMedia.stream()
                .filter(feed -> feed.succeeded() && fits.test(feed.result()))
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Future<DirectFeed>> coming =
                ofMedia.stream().filter(feed -> !feed.isComplete()).findFirst();
        // Whoever comes while the first is asking waits for its answer, and asks for itself only if that does not fit.
        return coming.isPresent()
                ? coming.get()
                        .transform(asked -> asked.succeeded() && fits.test(asked.result())
                                ? Future.succeededFuture(asked.result())
                                : seat(media, wanted, pinned))
                : open(media, wanted, pinned);
    }

    private Future<DirectFeed> open(MediaAtOrigin media, RequestedRange wanted, @Nullable MediaVersion pinned) {
        if (!slots.take(media.origin())) {
            return Future.failedFuture(new DirectFailure.Broken(
                    "origin " + media.origin() + " is asked directly by " + slots.taken(media.origin()) + " others"));
        }
        List<Future<DirectFeed>> ofMedia = feeds.computeIfAbsent(media.id(), id -> new ArrayList<>());
        asking.run();
        Ticket ticket = new Ticket(media);
        Future<DirectFeed> opening = client.request(request(media, wanted, pinned))
                .compose(HttpClientRequest::send)
                .recover(cause -> Future.failedFuture(new DirectFailure.Broken(String.valueOf(cause.getMessage()))))
                .compose(answer -> judge(answer, wanted, pinned, ticket))
                .onFailure(cause -> ticket.run());
        ticket.feed = opening;
        ofMedia.add(opening);
        return opening;
    }

    private RequestOptions request(MediaAtOrigin media, RequestedRange wanted, @Nullable MediaVersion pinned) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        media.headers().forEach(headers::set);
        headers.set("accept-encoding", "identity").set("range", wanted.toHeader());
        if (pinned != null) {
            pinned.validator().ifRange().ifPresent(tag -> headers.set("if-range", tag));
        }
        return media.request().get().setIdleTimeout(patience.toMillis()).setHeaders(headers);
    }

    private Future<DirectFeed> judge(
            HttpClientResponse answer, RequestedRange wanted, @Nullable MediaVersion pinned, Runnable ended) {
        answer.pause();
        Optional<DirectAnswer> fit = DirectAnswer.judge(DirectFields.of(answer), wanted, pinned);
        if (fit.isEmpty()) {
            answer.exceptionHandler(broken -> {});
            answer.request().reset();
            boolean again = answer.statusCode() >= 500 || answer.statusCode() == 429;
            String what = "the origin answered " + answer.statusCode();
            return Future.failedFuture(again ? new DirectFailure.Broken(what) : new DirectFailure.Unfit(what));
        }
        return Future.succeededFuture(new DirectFeed(vertx, answer, fit.get(), ended));
    }

    /** Gives back, once, what a feed took. */
    private final class Ticket implements Runnable {
        private final MediaAtOrigin media;
        private @Nullable Future<DirectFeed> feed;
        private boolean used;

        Ticket(MediaAtOrigin media) {
            this.media = media;
        }

        @Override
        public void run() {
            if (used) {
                return;
            }
            used = true;
            slots.release(media.origin());
            feeds.computeIfPresent(media.id(), (id, ofMedia) -> {
                ofMedia.remove(feed);
                return ofMedia.isEmpty() ? null : ofMedia;
            });
        }
    }
}
