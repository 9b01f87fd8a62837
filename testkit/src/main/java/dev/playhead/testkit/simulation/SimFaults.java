package dev.playhead.testkit.simulation;

import java.time.Duration;

/**
 * What goes wrong on purpose, each as a probability.
 *
 * @param lost an event, command or cancellation is never delivered
 * @param twice an event is delivered twice
 * @param broken in each MiB, an origin response breaks and the fetcher gives the command up
 * @param stalled in each MiB, an origin response stops for {@link #STALL} and then goes on
 * @param refused the origin answers 503 and the fetcher gives the command up
 */
public record SimFaults(double lost, double twice, double broken, double stalled, double refused) {
    public static final SimFaults NONE = new SimFaults(0, 0, 0, 0, 0);
    /** As long as a path through the network needs to be found anew; players time out later. */
    public static final Duration STALL = Duration.ofSeconds(4);

    public SimFaults withLost(double probability) {
        return new SimFaults(probability, twice, broken, stalled, refused);
    }

    public SimFaults withTwice(double probability) {
        return new SimFaults(lost, probability, broken, stalled, refused);
    }

    public SimFaults withBroken(double probability) {
        return new SimFaults(lost, twice, probability, stalled, refused);
    }

    public SimFaults withStalled(double probability) {
        return new SimFaults(lost, twice, broken, probability, refused);
    }

    public SimFaults withRefused(double probability) {
        return new SimFaults(lost, twice, broken, stalled, probability);
    }
}
