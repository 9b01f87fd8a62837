package dev.playhead.gateway.core.stream;

import dev.playhead.common.collect.BoundedMap;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.ChunksStored;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who was last seen to fetch a media, or to order it: commands for waiting streams, and events of what was fetched.
 *
 * <p>It tells a slow origin, for which one waits, and a busy one, for which one waits in turn, from a pipeline that does
 * not work, which one goes around. Bounded: the media seen longest ago are forgotten. Not thread-safe.
 */
public final class SignsOfLife {
    /** Longer than an origin takes to its first byte, which is the longest silence while a span is fetched. */
    static final Duration FRESH = Duration.ofSeconds(10);
    /** Nobody leaves a waiting stream alone for so long: a scheduler orders something for it every second and a half. */
    static final Duration QUIET = Duration.ofSeconds(2);

    private static final int MAX_MEDIA = 10_000;
    /** More than one media has under way; what is forgotten is taken for finished. */
    private static final int MAX_COMMANDS = 64;

    private final Map<MediaId, Work> seen = BoundedMap.byAccess(MAX_MEDIA);
    private final Map<OriginName, Instant> ordered = new HashMap<>();

    /** What is known of the work on one media. */
    private static final class Work {
        private Instant last;
        private final Map<CommandId, Instant> running = BoundedMap.byAccess(MAX_COMMANDS);

        Work(Instant last) {
            this.last = last;
        }
    }

    /** Takes note of a command for a waiting stream. */
    public void saw(FetchSpan command, Instant now) {
        work(command.media(), now).running.put(command.command(), now);
        ordered.put(command.media().origin(), now);
    }

    /** Takes note of what was fetched or stored, or was not. */
    public void saw(ChunkEvent event, Instant now) {
        Work work = work(event.media(), now);
        if (event instanceof ChunksStored stored && !stored.complete()) {
            work.running.put(stored.command(), now);
        } else if (event instanceof ChunksStored stored) {
            work.running.remove(stored.command());
        } else if (event instanceof FetchFailed failed) {
            work.running.remove(failed.command());
        }
    }

    private Work work(MediaId media, Instant now) {
        Work work = seen.computeIfAbsent(media, unseen -> new Work(now));
        work.last = now;
        return work;
    }

    /**
     * Whether a stream that waits may count on the pipeline: something of its media is being fetched; or something was
     * seen of it just now; or it was seen since the stream opened, and others of its origin are served meanwhile.
     */
    public boolean isAlive(MediaId media, Instant opened, Instant now) {
        Work work = seen.get(media);
        return work != null
                && (isWithin(QUIET, work.last, now)
                        || work.running.values().stream().anyMatch(heard -> isWithin(FRESH, heard, now))
                        || !work.last.isBefore(opened) && isWithin(QUIET, ordered.get(media.origin()), now));
    }

    private static boolean isWithin(Duration time, @Nullable Instant since, Instant now) {
        return since != null && since.plus(time).isAfter(now);
    }
}
