package dev.playhead.gateway.io.proxy;

/** An origin's answer that is none to what was asked. Carries no stack trace: it is an outcome, not a fault of the program. */
public final class ContradictoryAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what the origin sent, for the player; tells nothing of the query */
    ContradictoryAnswer(String what) {
        super(what, null, false, false);
    }
}
