package dev.playhead.gateway.io;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.Slice;
import dev.playhead.common.bytes.socket.SliceSize;
import dev.playhead.common.model.ByteRange;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Carries the bytes of one range from a read to a player, the next slice when the last is written, so that the player
 * sets the pace and the position is what it has taken. Event loop only.
 */
final class BodyPump {
    /** How many slices may go in one go; then other streams have their turn. */
    private static final int TURN = 16;

    private final MediaRead read;
    private final BodyWriter writer;
    private final ByteRange range;
    private final Listener listener;
    private final Executor turns;
    private final InstantSource time;
    private final SliceSize size = new SliceSize();

    private long position;
    private boolean inFlight;
    private boolean stopped;
    private boolean stepping;
    private boolean ready;

    /** Told what happens; each call may stop the pump. */
    interface Listener {
        /** The next bytes are missing. */
        void onWaiting();

        /** The next bytes are here and about to be written; comes before every slice. */
        void onWriting();

        /** The last byte is written. */
        void onDone();

        /** The read failed; nothing is being written. */
        void onUnreadable(Throwable cause);

        /** The player is gone, or the bytes could not be given to it. */
        void onUnwritable(Throwable cause);
    }

    /** @param turns runs what has to let other streams go first, on the event loop */
    BodyPump(
            MediaRead read, BodyWriter writer, ByteRange range, Listener listener, Executor turns, InstantSource time) {
        this.read = read;
        this.writer = writer;
        this.range = range;
        this.listener = listener;
        this.turns = turns;
        this.time = time;
        this.position = range.start();
    }

    /** Begins, or goes on after a turn; loops instead of recursing when read and write complete at once. */
    void run() {
        if (stepping) {
            ready = true;
            return;
        }
        stepping = true;
        int turn = 0;
        do {
            ready = false;
            step();
        } while (ready && ++turn < TURN);
        stepping = false;
        if (ready) {
            turns.execute(this::run);
        }
    }

    /** Takes no further step; what is being written goes on. */
    void stop() {
        stopped = true;
    }

    /** The first byte that the player's socket has not taken. */
    long position() {
        return inFlight ? position + writer.progress() : position;
    }

    /** Where the range ends, exclusive. */
    long end() {
        return range.end();
    }

    /** How many bytes the player's socket has taken. */
    long sent() {
        return position() - range.start();
    }

    private void step() {
        if (stopped) {
            return;
        }
        if (position == range.end()) {
            listener.onDone();
            return;
        }
        Future<Slice> next = read.next(position, (int) Math.min(size.bytes(), range.end() - position));
        if (!next.isComplete() && read.readableEnd(position) == position) {
            listener.onWaiting();
        }
        next.onComplete(this::write, this::readFailed);
    }

    private void write(Slice slice) {
        if (stopped) {
            return;
        }
        listener.onWriting();
        if (stopped) {
            return;
        }
        Instant began = time.instant();
        inFlight = true;
        writer.write(slice).onComplete(ignored -> written(slice.length(), began), this::writeFailed);
    }

    private void written(int length, Instant began) {
        size.written(length, Duration.between(began, time.instant()));
        position += length;
        inFlight = false;
        run();
    }

    private void readFailed(Throwable cause) {
        if (!stopped) {
            listener.onUnreadable(cause);
        }
    }

    private void writeFailed(Throwable cause) {
        if (!stopped) {
            listener.onUnwritable(cause);
        }
    }
}
