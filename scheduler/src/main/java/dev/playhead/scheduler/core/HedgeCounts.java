package dev.playhead.scheduler.core;

/**
 * What hedging has cost and brought.
 *
 * @param requests commands published, hedges not counted
 * @param issued hedges published
 * @param won hedges that brought bytes before the span that they stood in for went on
 * @param replaced quiet spans that were broken off and asked for again, because there was no room for a second request
 * @param wasted bytes that both of a race brought, as far as the slower one told of them
 */
public record HedgeCounts(long requests, long issued, long won, long replaced, long wasted) {
    static final HedgeCounts NONE = new HedgeCounts(0, 0, 0, 0, 0);

    HedgeCounts plusRequest() {
        return new HedgeCounts(requests + 1, issued, won, replaced, wasted);
    }

    HedgeCounts plusHedge() {
        return new HedgeCounts(requests, issued + 1, won, replaced, wasted);
    }

    HedgeCounts plusWon() {
        return new HedgeCounts(requests, issued, won + 1, replaced, wasted);
    }

    HedgeCounts plusReplaced() {
        return new HedgeCounts(requests, issued, won, replaced + 1, wasted);
    }

    HedgeCounts plusWasted(long bytes) {
        return new HedgeCounts(requests, issued, won, replaced, wasted + bytes);
    }
}
