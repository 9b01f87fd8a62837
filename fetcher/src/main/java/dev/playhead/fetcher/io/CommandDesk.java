package dev.playhead.fetcher.io;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FailureReason;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.SpanStats;
import dev.playhead.common.model.CommandId;
import dev.playhead.fetcher.core.Roster;
import dev.playhead.fetcher.core.Verdict;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Takes commands and cancellations, and keeps the running spans. Event loop only. */
public final class CommandDesk {
    /** How long cancelled spans may take to end at the store: its index commits within 10 ms, a slow disk takes longer. */
    private static final Duration END_LIMIT = Duration.ofSeconds(2);

    private final Origins origins;
    private final FetchTools tools;
    private final Runnable changed;
    private final Roster roster = new Roster();
    private final Map<CommandId, SpanFetch> fetches = new HashMap<>();
    private final Promise<Void> idle = Promise.promise();
    private boolean closing;

    /**
     * Makes a desk.
     *
     * @param changed called when a command began or ended
     */
    public CommandDesk(Origins origins, FetchTools tools, Runnable changed) {
        this.origins = origins;
        this.tools = tools;
        this.changed = changed;
    }

    /**
     * Takes a command.
     *
     * @param release gives its slot back; called once, when nothing of the command is left to do
     */
    public void take(FetchSpan command, Runnable release) {
        OriginClient origin = origins.find(command.media().origin());
        if (origin == null) {
            refuse(command, release, FailureReason.PROTOCOL, "its origin is not configured at this fetcher");
            return;
        }
        switch (roster.admit(command)) {
            case RUN -> run(command, origin, release);
            case DUPLICATE -> release.run();
            case CANCELLED -> refuse(command, release, FailureReason.CANCELLED, "cancelled before it came");
        }
    }

    public void cancel(CancelFetch cancellation) {
        roster.cancelled(cancellation.command());
        SpanFetch fetch = fetches.get(cancellation.command());
        if (fetch != null) {
            fetch.cancel();
        }
    }

    /** The running commands, in the order they came. */
    public List<CommandId> running() {
        return roster.running();
    }

    /**
     * Waits for the running spans and cancels what is left after a while; no command may be taken any more.
     *
     * @return succeeds when no span runs, or when even cancelled ones have not ended in time
     */
    public Future<Void> drain(Duration grace) {
        closing = true;
        completeWhenIdle();
        long millis = Math.max(1, grace.toMillis());
        long timer = tools.vertx()
                .setTimer(millis, late -> List.copyOf(fetches.values()).forEach(SpanFetch::cancel));
        return idle.future()
                .timeout(millis + END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(drained -> tools.vertx().cancelTimer(timer))
                .otherwiseEmpty();
    }

    private void run(FetchSpan command, OriginClient origin, Runnable release) {
        SpanFetch fetch = new SpanFetch(command, origin, tools);
        fetches.put(command.command(), fetch);
        changed.run();
        fetch.run().onComplete(over -> {
            fetches.remove(command.command());
            roster.finished(command);
            release.run();
            changed.run();
            completeWhenIdle();
        });
    }

    private void refuse(FetchSpan command, Runnable release, FailureReason reason, String because) {
        tools.reporter()
                .gaveUp(command, Verdict.GiveUp.of(reason, because), SpanStats.NONE)
                .onComplete(told -> release.run());
    }

    private void completeWhenIdle() {
        if (closing && fetches.isEmpty()) {
            idle.tryComplete();
        }
    }
}
