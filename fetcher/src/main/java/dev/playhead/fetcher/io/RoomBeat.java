package dev.playhead.fetcher.io;

import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the fleet once a second, and soon after each change, what this fetcher has room for. Event loop only. */
public final class RoomBeat {
    private static final Logger LOG = LoggerFactory.getLogger(RoomBeat.class);
    private static final long PERIOD_MILLIS = 1000;
    /**
     * What runs is told to renew leases of seconds, so one beat may stand for many changes: each costs every scheduler a
     * record, and a fetcher at work begins and ends dozens of commands a second.
     */
    private static final long COALESCE_MILLIS = 250;

    private final Vertx vertx;
    private final EventPublisher publisher;
    private final FetcherId id;
    private final InstantSource clock;
    private Map<Lane, Integer> slots;
    private Supplier<List<CommandId>> running = List::of;
    private long periodic = -1;
    private boolean pending;
    private boolean stopped = true;

    public RoomBeat(
            Vertx vertx, EventPublisher publisher, FetcherId id, Map<Lane, Integer> slots, InstantSource clock) {
        this.vertx = vertx;
        this.publisher = publisher;
        this.id = id;
        this.slots = slots;
        this.clock = clock;
    }

    public void start(Supplier<List<CommandId>> commands) {
        running = commands;
        stopped = false;
        periodic = vertx.setPeriodic(PERIOD_MILLIS, tick -> beat());
        beat();
    }

    /** Something began or ended. */
    public void changed() {
        if (!pending && !stopped) {
            pending = true;
            vertx.setTimer(COALESCE_MILLIS, due -> {
                pending = false;
                if (!stopped) {
                    beat();
                }
            });
        }
    }

    /** Takes no more commands from now on; what runs is still told, so that its lease holds. */
    public Future<Void> leave() {
        slots = Map.of();
        return beat();
    }

    /** Says for the last time that nothing is here. */
    public Future<Void> stop() {
        vertx.cancelTimer(periodic);
        stopped = true;
        return beat();
    }

    /** Never fails: the next beat makes a lost one good. */
    private Future<Void> beat() {
        FetcherRoom room = new FetcherRoom(id, slots, running.get(), clock.instant());
        return publisher.publish(Topics.FLEET, room).otherwise(lost -> {
            LOG.atDebug().log("beat was not sent: {}", lost.getMessage());
            return null;
        });
    }
}
