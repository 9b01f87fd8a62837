package dev.playhead.gateway.io.fresh;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.gateway.core.fresh.Validation;
import dev.playhead.gateway.core.stream.DirectAnswer;
import dev.playhead.gateway.io.direct.DirectFields;
import dev.playhead.gateway.io.direct.MediaAtOrigin;
import dev.playhead.gateway.io.direct.OriginSlots;
import dev.playhead.gateway.io.direct.ShortAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks origins whether they still have what is stored: one request a media at a time, whoever waits for its answer, and tells
 * the store. A redirect is an answer that nobody understands here: following it is the fetchers' business. Event loop only.
 *
 * <p>See docs/decisions/0016-gateways-validate.md.
 */
public final class Validations {
    /** A player's patience with a first byte; who may be served stale bytes gets them then. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** How long an origin that gave no answer is not asked again: who watches waits for it now and then, not at each seek. */
    private static final long REST_MILLIS = 10_000;

    private final HttpClient client;
    private final OriginSlots slots;
    private final MediaCatalog store;
    private final InstantSource time;
    private final Map<MediaId, Future<Validation>> running = new HashMap<>();
    private final Map<MediaId, Long> unanswered = new HashMap<>();

    /** @param slots requests that may go to each origin at a time */
    public Validations(HttpClient client, OriginSlots slots, MediaCatalog store, InstantSource time) {
        this.client = client;
        this.slots = slots;
        this.store = store;
        this.time = time;
    }

    /** Whether a media's origin gave no answer a moment ago. */
    boolean isUnanswered(MediaId media) {
        Long until = unanswered.get(media);
        return until != null && time.millis() < until;
    }

    /** Asks, or waits for who asks already; never fails, and the store has been told when it succeeds. */
    Future<Validation> validate(MediaAtOrigin media, MediaVersion stored, Freshness known) {
        Future<Validation> asking = running.get(media.id());
        if (asking != null) {
            return asking;
        }
        if (!slots.take(media.origin())) {
            return Future.succeededFuture(new Validation.Unanswered());
        }
        Future<Validation> asked = client.request(request(media, stored))
                .compose(HttpClientRequest::send)
                .map(answer -> judge(answer, stored, known))
                .otherwise(away -> new Validation.Unanswered())
                .onSuccess(found -> answered(media, found))
                .compose(found -> tell(media.id(), stored, found));
        if (!asked.isComplete()) {
            running.put(media.id(), asked);
            asked.onComplete(over -> running.remove(media.id()));
        }
        return asked;
    }

    private void answered(MediaAtOrigin media, Validation found) {
        slots.release(media.origin());
        if (found instanceof Validation.Unanswered) {
            long now = time.millis();
            unanswered.values().removeIf(until -> until <= now);
            unanswered.put(media.id(), now + REST_MILLIS);
        }
    }

    private static RequestOptions request(MediaAtOrigin media, MediaVersion stored) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        media.headers().forEach(headers::set);
        headers.set("accept-encoding", "identity").set("range", Validation.TOUCH.toHeader());
        String tag = stored.validator().etag();
        String date = stored.validator().lastModified();
        if (tag != null) {
            headers.set("if-none-match", tag);
        } else if (date != null) {
            headers.set("if-modified-since", date);
        }
        return media.request()
                .get()
                .setConnectTimeout(PATIENCE_MILLIS)
                .setIdleTimeout(PATIENCE_MILLIS)
                .setHeaders(headers);
    }

    private Validation judge(HttpClientResponse answer, MediaVersion stored, Freshness known) {
        DirectAnswer.Fields fields = DirectFields.of(answer);
        Validation found = Validation.judge(fields, name -> joined(answer, name), stored, known, time.instant());
        ShortAnswer.leave(answer);
        return found;
    }

    private static @Nullable String joined(HttpClientResponse answer, String name) {
        List<String> lines = answer.headers().getAll(name);
        return lines.isEmpty() ? null : String.join(", ", lines);
    }

    /** A store that is away learns it the next time. */
    private Future<Validation> tell(MediaId media, MediaVersion stored, Validation found) {
        if (found instanceof Validation.Confirmed confirmed) {
            return store.observe(media, stored, confirmed.freshness()).transform(told -> Future.succeededFuture(found));
        }
        if (found instanceof Validation.Replaced replaced) {
            return store.observe(media, replaced.by(), replaced.freshness())
                    .map(told -> found)
                    .otherwise(
                            cause -> cause instanceof StoreException.StaleVersion ? found : new Validation.Withdrawn());
        }
        return Future.succeededFuture(found);
    }
}
