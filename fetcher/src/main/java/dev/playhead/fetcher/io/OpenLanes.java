package dev.playhead.fetcher.io;

import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.model.Lane;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** This fetcher's parts in the command lanes. Event loop only. */
public final class OpenLanes {
    private final CommandLanes port;
    private final CommandDesk desk;
    private final List<Part> parts = new ArrayList<>();

    public OpenLanes(CommandLanes port, CommandDesk desk) {
        this.port = port;
        this.desk = desk;
    }

    /** Succeeds when commands of every lane that has slots may come; fails when the broker refuses one. */
    public Future<Void> open(Map<Lane, Integer> slots) {
        List<Future<?>> opening = new ArrayList<>();
        slots.forEach((lane, count) -> {
            if (count > 0) {
                Part part = new Part();
                parts.add(part);
                opening.add(port.open(lane, count, command -> desk.take(command, part::release))
                        .onSuccess(part::opened));
            }
        });
        return Future.all(opening).mapEmpty();
    }

    /** Takes no more commands; never fails. */
    public Future<Void> close() {
        return Future.join(parts.stream().map(Part::close).toList())
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** One lane; a command may come, and even end, before the lane's subscription is known here. */
    private static final class Part {
        private CommandLanes.@Nullable Subscription subscription;
        private int early;

        void opened(CommandLanes.Subscription opened) {
            subscription = opened;
            for (; early > 0; early--) {
                opened.release();
            }
        }

        void release() {
            if (subscription == null) {
                early++;
            } else {
                subscription.release();
            }
        }

        Future<Void> close() {
            return subscription == null ? Future.succeededFuture() : subscription.close();
        }
    }
}
