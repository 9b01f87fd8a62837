package dev.playhead.standalone.run;

import dev.playhead.common.http.Readiness;
import io.vertx.core.Future;

/** One run of Playhead, or of one of its services, in this process. Thread-safe. */
public interface Instance {

    /**
     * Starts all parts; called once. May block for the time of a few file operations.
     *
     * @return succeeds when all parts run; fails with {@link StartException} when one cannot, the others are then still
     *     to be closed
     */
    Future<Void> start();

    /** What must hold before the instance is ready, from the beginning of {@link #start} on. */
    Readiness readiness();

    /** Returns what to tell the operator when the instance is ready: one line with the address, first. */
    String announcement();

    /** Called once, when the operator has been told. */
    default void announced() {}

    /** Closes what was started, bounded in time; repeated calls return the same outcome. Never fails. */
    Future<Void> close();
}
