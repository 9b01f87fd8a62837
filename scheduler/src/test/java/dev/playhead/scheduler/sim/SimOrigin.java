package dev.playhead.scheduler.sim;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An origin: time to first byte, a rate for each connection and one for all together, and a log of what it was asked.
 *
 * @param connectionRate bytes per second
 * @param totalRate bytes per second, shared evenly
 */
record SimOrigin(Duration timeToFirstByte, double connectionRate, double totalRate, Log log) {

    /** One request. */
    record Request(Instant at, MediaId media, ByteRange range) {}

    static final class Log {
        final List<Request> requests = new ArrayList<>();
        long bytes;
        int open;
        int widest;

        void opened(Request request) {
            requests.add(request);
            open++;
            widest = Math.max(widest, open);
        }

        List<Long> starts(MediaId media) {
            return requests.stream()
                    .filter(request -> request.media().equals(media))
                    .map(request -> request.range().start())
                    .toList();
        }
    }

    static SimOrigin of(Duration timeToFirstByte, double connectionRate, double totalRate) {
        return new SimOrigin(timeToFirstByte, connectionRate, totalRate, new Log());
    }

    /** The origin of the harness's scenarios S1, S2 and S4. */
    static SimOrigin far() {
        return of(Duration.ofMillis(42), 25e6, 1e9);
    }

    double rateNow() {
        return Math.min(connectionRate, totalRate / Math.max(1, log.open));
    }
}
