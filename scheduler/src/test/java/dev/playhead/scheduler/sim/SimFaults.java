package dev.playhead.scheduler.sim;

/**
 * What goes wrong on purpose, each as a probability.
 *
 * @param lost an event is never delivered
 * @param twice an event is delivered twice
 * @param broken an origin response breaks in the middle and the fetcher gives the command up
 */
record SimFaults(double lost, double twice, double broken) {
    static final SimFaults NONE = new SimFaults(0, 0, 0);
}
