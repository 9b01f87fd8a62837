package dev.playhead.gateway.io;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Who tells of the open streams, to be found by the sessions that they belong to. Event loop only. */
final class SessionVoices {
    private final Set<StreamReporter> open = new LinkedHashSet<>();

    void join(StreamReporter reporter) {
        open.add(reporter);
    }

    void leave(StreamReporter reporter) {
        open.remove(reporter);
    }

    /**
     * Finds the stream of a session that was opened last.
     *
     * @param name as we gave it, or as its player did
     */
    Optional<StreamReporter> find(String name) {
        return open.stream().filter(reporter -> reporter.isOf(name)).reduce((earlier, later) -> later);
    }
}
