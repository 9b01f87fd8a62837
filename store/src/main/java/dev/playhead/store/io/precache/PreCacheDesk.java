package dev.playhead.store.io.precache;

import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.bytes.PreCache.State;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.store.core.precache.Allotment;
import dev.playhead.store.core.precache.Intent;
import dev.playhead.store.core.precache.Progress;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.index.IndexWriter;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.space.Pins;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes wishes, answers how far they have come, and forgets them. Thread-safe. */
public final class PreCacheDesk implements PreCaches {
    private final Vertx vertx;
    private final IntentBook book;
    private final MediaRegistry registry;
    private final Repetition repetition;
    private final InstantSource time;
    private final long capacity;

    /** @param capacity bytes that the store keeps for what it is asked for, at most */
    public PreCacheDesk(Vertx vertx, Means means, InstantSource time, long capacity) {
        this.vertx = vertx;
        this.book = new IntentBook(means.index(), means.pins());
        this.registry = means.registry();
        this.repetition = new Repetition(book, registry, means.events(), time, capacity);
        this.time = time;
        this.capacity = capacity;
    }

    /** What it works with. */
    public record Means(IndexWriter index, Pins pins, MediaRegistry registry, EventPublisher events) {}

    /** Takes over what a former life has left. */
    public void restore(Collection<Intent> former) {
        book.restore(former);
        repetition.run();
    }

    /** Tells the scheduler of all that is to be fetched now, once more. */
    public void repeat() {
        repetition.run();
    }

    @Override
    public Future<PreCache> request(PreCacheWish wish) {
        return here(progress(wish).compose(progress -> {
            Optional<Intent> before = book.find(wish.media());
            if (wish.priority() == Priority.LOW && before.isPresent()) {
                return state(before.get());
            }
            Long wanted = progress.wanted();
            long room = Allotment.roomFor(wish, book.all(), capacity);
            if (wanted != null && wanted > room) {
                return Future.failedFuture(new StoreException.Full("pre-cache of " + new DataSize(wanted)
                        + " does not fit: " + new DataSize(room) + " of " + new DataSize(capacity)
                        + " are left beside what else was asked for (store.max-size, store.min-free)"));
            }
            return book.put(Intent.of(wish, wanted, time.instant()))
                    .onSuccess(kept -> repetition.begin(kept.media()))
                    .compose(this::state);
        }));
    }

    @Override
    public Future<Optional<PreCache>> find(MediaId media) {
        return here(book.find(media)
                .map(intent -> state(intent).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    @Override
    public Future<List<PreCache>> list() {
        List<Future<PreCache>> states = book.all().stream()
                .sorted(Comparator.comparing(Intent::requestedAt).thenComparing(Intent::media))
                .map(this::state)
                .toList();
        return here(Future.all(states)
                .map(done -> states.stream().map(Future::result).toList()));
    }

    @Override
    public Future<Boolean> cancel(MediaId media) {
        return here(book.remove(media).onSuccess(known -> repetition.end(media)));
    }

    @Override
    public Future<Boolean> giveUp(MediaId media, String reason) {
        Optional<Intent> open = book.find(media).filter(Intent::isOpen);
        open.ifPresent(intent -> book.amend(intent, intent.failed(reason)));
        repetition.end(media);
        return here(Future.succeededFuture(open.isPresent()));
    }

    private Future<PreCache> state(Intent intent) {
        return progress(intent.wish()).map(progress -> {
            State state = state(intent, progress);
            return new PreCache(
                    intent.wish(),
                    intent.requestedAt(),
                    state,
                    progress.stored(),
                    progress.wanted(),
                    state == State.INSUFFICIENT_SPACE
                            ? "the store keeps " + new DataSize(capacity) + " for what is asked for at most"
                            : intent.problem());
        });
    }

    private State state(Intent intent, Progress progress) {
        if (intent.problem() != null) {
            return State.FAILED;
        }
        if (progress.isComplete()) {
            return State.COMPLETE;
        }
        if (intent.isComplete()) {
            return State.EVICTED;
        }
        Allotment allotment = repetition.allotment();
        if (allotment.roomless().contains(intent.media())) {
            return State.INSUFFICIENT_SPACE;
        }
        return allotment.fetched().contains(intent.media()) ? State.FETCHING : State.QUEUED;
    }

    private Future<Progress> progress(PreCacheWish wish) {
        return registry.acquire(wish.media())
                .map(entry -> Progress.of(wish, entry.snapshot()))
                .onComplete(done -> registry.release(wish.media()));
    }

    private <T> Future<T> here(Future<T> outcome) {
        return CallerContext.current(vertx).deliver(outcome);
    }
}
