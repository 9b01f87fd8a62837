package dev.playhead.scheduler.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.topic.Topics;
import dev.playhead.scheduler.core.CoreCounts;
import dev.playhead.scheduler.core.Decision;
import dev.playhead.scheduler.core.SchedulerCore;
import dev.playhead.scheduler.core.Signal;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Feeds the core and does what it decides. Event loop only: every call comes on the context it was made for.
 *
 * <p>Time reaches the core by one timer, set to when the core next has something to do, so an idle scheduler costs
 * nothing.
 */
public final class CoreDriver {
    private static final Logger LOG = LoggerFactory.getLogger(CoreDriver.class);
    /** Nothing the core does by time alone is more exact than this, and fewer timers cost less. */
    private static final Duration SHORTEST_TIMER = Duration.ofMillis(20);

    private static final long NO_TIMER = -1;

    private final SchedulerCore core;
    private final EventPublisher publisher;
    private final MediaCatalog catalog;
    private final PreCaches preCaches;
    private final InstantSource clock;
    private final Context context;

    private long timer = NO_TIMER;
    private Instant timerAt = Instant.MAX;
    private boolean closed;
    private volatile CoreCounts counts = CoreCounts.NONE;

    public CoreDriver(SchedulerCore core, SchedulerPorts ports, InstantSource clock, Context context) {
        this.core = core;
        this.publisher = ports.publisher();
        this.catalog = ports.catalog();
        this.preCaches = ports.preCaches();
        this.clock = clock;
        this.context = context;
    }

    /** Tells the core what happened and sets what it decides in motion. */
    public void feed(Signal signal) {
        if (!closed) {
            perform(core.on(signal, clock.instant()));
        }
    }

    /** Returns what the core has done so far; may be asked from any thread. */
    public CoreCounts counts() {
        return counts;
    }

    /** Stops the timer; what is under way ends unheard. */
    public void close() {
        closed = true;
        cancelTimer();
    }

    private void perform(List<Decision> decisions) {
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Publish publish) {
                publish(publish.command());
            } else if (decision instanceof Decision.Cancel cancel) {
                cancel(cancel);
            } else if (decision instanceof Decision.LoadMap load) {
                load(load.media());
            } else if (decision instanceof Decision.GiveUp givenUp) {
                giveUp(givenUp);
            } else if (decision instanceof Decision.Keep keep) {
                keep(keep);
            } else {
                throw new IllegalStateException("decision " + decision.getClass() + " is not handled");
            }
        }
        counts = core.counts();
        armTimer();
    }

    private void publish(FetchSpan command) {
        log(Level.DEBUG, "fetch", command);
        publisher.publish(Topics.fetch(command.priority().lane()), command).onFailure(cause -> {
            log(Level.WARN, "a fetch command could not be published: " + cause.getMessage(), command);
            feed(new Signal.PublishFailed(command));
        });
    }

    private static void log(Level level, String what, FetchSpan command) {
        LOG.atLevel(level)
                .addKeyValue(LogKeys.MEDIA, command.media())
                .addKeyValue(LogKeys.COMMAND, command.command())
                .addKeyValue(LogKeys.ATTEMPT, command.attempt())
                .addKeyValue(LogKeys.RANGE, command.range().toHeader())
                .addKeyValue(LogKeys.LANE, command.priority().lane())
                .addKeyValue(LogKeys.TRACE, command.trace())
                .log(what);
    }

    private void cancel(Decision.Cancel cancel) {
        LOG.atDebug()
                .addKeyValue(LogKeys.MEDIA, cancel.cancellation().media())
                .addKeyValue(LogKeys.COMMAND, cancel.cancellation().command())
                .log("cancel");
        publisher.publish(Topics.CANCEL, cancel.cancellation()).onFailure(cause -> LOG.atWarn()
                .addKeyValue(LogKeys.COMMAND, cancel.cancellation().command())
                .addKeyValue(LogKeys.REASON, cause.getMessage())
                .log("a cancellation was not published; in another process its span is fetched to the end"));
    }

    private void load(MediaId media) {
        catalog.find(media)
                .onSuccess(found -> feed(new Signal.MapLoaded(media, found.orElse(null))))
                .onFailure(cause -> {
                    LOG.atWarn()
                            .addKeyValue(LogKeys.MEDIA, media)
                            .addKeyValue(LogKeys.REASON, cause.getMessage())
                            .log("the store's map could not be loaded");
                    feed(new Signal.MapUnavailable(media));
                });
    }

    private void giveUp(Decision.GiveUp givenUp) {
        LOG.atWarn()
                .addKeyValue(LogKeys.MEDIA, givenUp.media())
                .addKeyValue(LogKeys.REASON, givenUp.reason())
                .log("pre-cache given up");
        preCaches.giveUp(givenUp.media(), givenUp.reason()).onFailure(cause -> LOG.atWarn()
                .addKeyValue(LogKeys.MEDIA, givenUp.media())
                .addKeyValue(LogKeys.REASON, cause.getMessage())
                .log("the store does not know that a pre-cache is given up, and will ask again"));
    }

    private void keep(Decision.Keep keep) {
        preCaches
                .request(new PreCacheWish(keep.media(), keep.source(), RequestedRange.WHOLE, Priority.LOW))
                .onFailure(cause -> LOG.atDebug()
                        .addKeyValue(LogKeys.MEDIA, keep.media())
                        .addKeyValue(LogKeys.REASON, cause.getMessage())
                        .log("the rest of a media that is watched is not fetched"));
    }

    private void armTimer() {
        Optional<Instant> next = core.nextTick();
        if (next.isEmpty()) {
            cancelTimer();
            return;
        }
        if (timer != NO_TIMER && !next.get().isBefore(timerAt)) {
            return;
        }
        cancelTimer();
        Duration wait = Duration.between(clock.instant(), next.get());
        timerAt = next.get();
        timer = context.owner().setTimer(Math.max(SHORTEST_TIMER.toMillis(), wait.toMillis() + 1), id -> onTimer());
    }

    private void onTimer() {
        timer = NO_TIMER;
        timerAt = Instant.MAX;
        if (!closed) {
            perform(core.tick(clock.instant()));
        }
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            context.owner().cancelTimer(timer);
            timer = NO_TIMER;
            timerAt = Instant.MAX;
        }
    }
}
