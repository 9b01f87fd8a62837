package dev.playhead.gateway.core.stream;

import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still to be told of responses that have ended and had all their bytes at hand: the last one of each session.
 *
 * <p>Nobody has to fetch anything for them, so they may be told late, and of several in a row the last says it all. Of
 * more sessions than fit, those that were quiet longest are forgotten: positions are soft state, and a session that
 * misses a byte speaks at once. Not thread-safe.
 */
public final class HitSummaries {
    private final int max;
    private final Map<SessionId, List<PlaybackEvent>> summaries = new LinkedHashMap<>();

    /** @param max sessions to remember */
    public HitSummaries(int max) {
        this.max = max;
    }

    /**
     * Remembers a response in place of an earlier one of its session.
     *
     * @param opened how it began; names the session
     */
    public void put(PlaybackEvent opened, PlaybackEvent closed) {
        SessionId session = opened.cursor().session();
        summaries.remove(session);
        if (summaries.size() == max) {
            summaries.remove(summaries.keySet().iterator().next());
        }
        summaries.put(session, List.of(opened, closed));
    }

    /** Returns what is to be told of a session before anything else of it, and forgets it. */
    public List<PlaybackEvent> take(SessionId session) {
        List<PlaybackEvent> events = summaries.remove(session);
        return events == null ? List.of() : events;
    }

    /** Returns all there is to be told, the session that was quiet longest first, and forgets it. */
    public List<PlaybackEvent> takeAll() {
        List<PlaybackEvent> all = new ArrayList<>(2 * summaries.size());
        summaries.values().forEach(all::addAll);
        summaries.clear();
        return all;
    }
}
