package dev.playhead.store.io.space;

import dev.playhead.common.log.LogKeys;
import dev.playhead.store.io.CallerContext;
import dev.playhead.store.io.file.DiskSpace;
import dev.playhead.store.io.media.MediaEntry;
import dev.playhead.store.io.media.MediaRegistry;
import dev.playhead.store.io.media.RangeRemoval;
import dev.playhead.store.io.media.StoredVersion;
import dev.playhead.store.io.space.RunLedger.Victim;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives space back before writers miss it. Rounds run on one context; thread-safe.
 *
 * <p>While only headroom is missing, what somebody wants stays: pinned media and what lies before a reader leave only for
 * a writer that has no room at all.
 */
public final class Evictor {
    private static final Logger LOG = LoggerFactory.getLogger(Evictor.class);
    /** What one round takes: short enough that the order is looked at anew often. */
    private static final long ROUND_BYTES = 64L * 1024 * 1024;

    /** So many of the needs take nothing that somebody wants now. */
    private static final int UNWANTED = 2;

    /** When nothing may leave, that does not change from one write to the next. */
    private static final Duration REST = Duration.ofMillis(250);

    /** Rounds without a byte, because all that was chosen had come into use, after which a writer is refused. */
    private static final int MAX_FRUITLESS = 8;

    private final Means means;
    private final InstantSource time;
    private final long storeBytes;
    private final CallerContext context;
    private final AtomicLong evicted = new AtomicLong();
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile Instant restUntil = Instant.MIN;
    private boolean running;
    private boolean stopped;
    private int fruitless;

    /** What it works with. */
    public record Means(MediaRegistry registry, RunLedger ledger, DiskSpace space, Pins pins, RangeRemoval removal) {}

    /** A writer that has no room. */
    private record Waiting(long bytes, Promise<Void> room) {}

    /** @param storeBytes what the store may take in all */
    public Evictor(Vertx vertx, Means means, InstantSource time, long storeBytes) {
        this.means = means;
        this.time = time;
        this.storeBytes = storeBytes;
        this.context = CallerContext.current(vertx);
    }

    /** Returns how many bytes have left to make room. */
    public long evictedBytes() {
        return evicted.get();
    }

    /** Gives back what is wanted, unless that is under way. */
    public void wake() {
        if (!time.instant().isBefore(restUntil)) {
            start();
        }
    }

    private void start() {
        synchronized (this) {
            if (running || stopped) {
                return;
            }
            running = true;
        }
        context.run(this::round);
    }

    /**
     * Makes room for a writer.
     *
     * @return succeeds when so many bytes may be written; fails with {@link
     *     dev.playhead.common.bytes.StoreException.Full} when nothing more may leave
     */
    public Future<Void> makeRoom(long bytes) {
        Promise<Void> room = Promise.promise();
        synchronized (this) {
            waiting.add(new Waiting(bytes, room));
        }
        start();
        return room.future();
    }

    /** Ends it; who waits for room gets none. */
    public void stop() {
        synchronized (this) {
            stopped = true;
        }
        refuse();
    }

    private void round() {
        long urgent = serve();
        long wanted = Math.max(urgent, means.space().wanted());
        List<Victim> victims = wanted == 0 || isStopped() ? List.of() : choose(wanted, urgent > 0);
        if (victims.isEmpty()) {
            restUntil = wanted == 0 ? Instant.MIN : time.instant().plus(REST);
            finish(urgent > 0);
            return;
        }
        List<Future<Long>> leaving = victims.stream().map(this::evict).toList();
        Future.join(leaving).onComplete(done -> context.run(() -> gone(leaving)));
    }

    /** Lets those go on who have room now; returns the largest need of the others. */
    private long serve() {
        List<Promise<Void>> served = new ArrayList<>();
        long need = 0;
        synchronized (this) {
            for (Waiting each : List.copyOf(waiting)) {
                if (means.space().hasRoom(each.bytes())) {
                    waiting.remove(each);
                    served.add(each.room());
                } else {
                    need = Math.max(need, each.bytes());
                }
            }
        }
        served.forEach(Promise::complete);
        return need;
    }

    private List<Victim> choose(long wanted, boolean urgent) {
        Shields shields = Shields.over(
                means.registry().versions(), means.pins().all(), means.ledger(), storeBytes, time.instant());
        List<Predicate<Victim>> needs = shields.byNeed();
        for (Predicate<Victim> mayLeave : urgent ? needs : needs.subList(0, UNWANTED)) {
            List<Victim> victims = means.ledger().victims(Math.min(wanted, ROUND_BYTES), mayLeave);
            if (!victims.isEmpty()) {
                return victims;
            }
        }
        return List.of();
    }

    private Future<Long> evict(Victim victim) {
        return means.registry()
                .acquire(victim.media())
                .compose(entry -> evict(victim, entry))
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue(LogKeys.MEDIA, victim.media())
                        .addKeyValue(LogKeys.RANGE, victim.range())
                        .setCause(failure)
                        .log("a run could not be evicted"))
                .onComplete(done -> means.registry().release(victim.media()));
    }

    private Future<Long> evict(Victim victim, MediaEntry entry) {
        Optional<StoredVersion> version = entry.current()
                .filter(current -> current.number() == victim.run().version());
        if (version.isEmpty()) {
            means.ledger().forget(victim.run().version());
            return Future.succeededFuture(0L);
        }
        return means.removal().remove(entry, version.get(), victim.range()).map(freed -> {
            means.space().freed(freed);
            if (version.get().storesAnyOf(victim.range())) {
                means.ledger().stored(version.get(), victim.range(), time);
            }
            return freed;
        });
    }

    /** Goes on while that helps. */
    private void gone(List<Future<Long>> leaving) {
        long freed = leaving.stream()
                .filter(Future::succeeded)
                .mapToLong(Future::result)
                .sum();
        evicted.addAndGet(freed);
        LOG.atDebug().addKeyValue("bytes", freed).log("runs evicted");
        fruitless = freed > 0 ? 0 : fruitless + 1;
        if (fruitless < MAX_FRUITLESS) {
            round();
        } else {
            fruitless = 0;
            finish(serve() > 0);
        }
    }

    /** Rests until it is called again; what came in the meantime is seen to. */
    private void finish(boolean refusing) {
        if (refusing) {
            refuse();
        }
        boolean again;
        synchronized (this) {
            running = false;
            again = !waiting.isEmpty();
        }
        if (again) {
            start();
        }
    }

    private void refuse() {
        List<Waiting> refused;
        synchronized (this) {
            refused = List.copyOf(waiting);
            waiting.clear();
        }
        refused.forEach(each -> each.room().fail(means.space().full()));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }
}
