package dev.playhead.gateway.core.stream;

import dev.playhead.common.model.MediaId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When somebody was last seen to fetch a media: a command for a waiting stream, or an event of what was fetched.
 *
 * <p>It tells a slow origin, for which one waits, from a pipeline that does not work, which one goes around. Bounded: the
 * media seen longest ago are forgotten. Not thread-safe.
 */
public final class SignsOfLife {
    /** Longer than an origin takes to its first byte, which is the longest silence while a span is fetched. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private static final int MAX_MEDIA = 10_000;

    private final Map<MediaId, Instant> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MediaId, Instant> eldest) {
            return size() > MAX_MEDIA;
        }
    };

    public void mark(MediaId media, Instant now) {
        seen.put(media, now);
    }

    /** Whether the media has been worked on since a stream opened, or shortly ago. */
    public boolean isAlive(MediaId media, Instant opened, Instant now) {
        Instant last = seen.get(media);
        return last != null && (!last.isBefore(opened) || last.plus(FRESH).isAfter(now));
    }
}
