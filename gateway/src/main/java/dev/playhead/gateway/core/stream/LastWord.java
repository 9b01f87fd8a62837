package dev.playhead.gateway.core.stream;

import java.time.Duration;
import java.time.Instant;

/**
 * What was last said of a stream, and whether there is news since.
 *
 * <p>Schedulers plan from the last word. While a session has taken little, they want no more than the window that it was
 * given: a stream that waits at its end and is not told of waits until the next beat. So each wait at a place where none
 * was told of is news. A stream that takes bytes faster than they come waits at hundreds of places a second, so only a few
 * in a row are news at once and the others as many as come in a steady trickle; what is held back is news later, if the
 * stream waits still.
 *
 * @param position the first byte that the player had not taken
 * @param waiting whether the stream was said to wait there
 * @param paidUntil the time that the waits told so far use up; ahead of the clock by what was said in a row
 */
public record LastWord(long position, boolean waiting, Instant at, Instant paidUntil) {
    /** How often a position is repeated; a scheduler that starts afresh is right again within this time. */
    private static final Duration BEAT = Duration.ofSeconds(1);
    /** The same where nothing is left to fetch; a scheduler takes a stream that is silent for five seconds for gone. */
    private static final Duration SLOW_BEAT = Duration.ofSeconds(3);
    /** A stream that has moved so far has used up a good part of a first window; what follows must be on its way. */
    private static final long STRIDE_BYTES = 1024 * 1024;
    /** More often than this tells a scheduler nothing that it would not have guessed, and each event costs everybody. */
    private static final Duration STRIDE_INTERVAL = Duration.ofMillis(25);
    /** Ten a second: as often as streams look at the clock, which is when a wait that was held back is told of. */
    private static final Duration WAIT_COST = Duration.ofMillis(100);
    /** Four in a row: a session comes to the end of its first window in one or two spans, and waits in each. */
    private static final Duration WAITS_IN_A_ROW = WAIT_COST.multipliedBy(3);

    /** Nothing was said yet of a stream that is opened at a position. */
    public static LastWord opened(long position, Instant now) {
        return new LastWord(position, false, now, now);
    }

    /** Returns what was said last once this is said. */
    public LastWord said(long nowAt, boolean waits, Instant now) {
        Instant paid = paidUntil.isAfter(now) ? paidUntil : now;
        Instant most = now.plus(WAITS_IN_A_ROW).plus(WAIT_COST);
        Instant due = waits ? paid.plus(WAIT_COST) : paid;
        // Strides are told however many there are: those must not hold back the next wait for longer than a tick.
        return new LastWord(nowAt, waits, now, due.isAfter(most) ? most : due);
    }

    /**
     * Whether it is time to repeat it.
     *
     * @param served whether all that remains is here
     */
    public boolean isOld(boolean served, Instant now) {
        return !at.plus(served ? SLOW_BEAT : BEAT).isAfter(now);
    }

    /** Whether it is news that the stream waits at a position. */
    public boolean lacksWait(long nowAt, Instant now) {
        return !waiting || nowAt != position && !paidUntil.isAfter(now.plus(WAITS_IN_A_ROW));
    }

    /** Whether the stream has moved so far that it is news wherever it stands. */
    public boolean isLeftBehind(long nowAt, Instant now) {
        return nowAt - position >= STRIDE_BYTES && !at.plus(STRIDE_INTERVAL).isAfter(now);
    }
}
