package dev.playhead.gateway.io;

import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.ChunkEvent.FetchFailed;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.MediaId;
import dev.playhead.gateway.core.stream.Herds;
import dev.playhead.gateway.core.stream.Refusals;
import dev.playhead.gateway.core.stream.SignsOfLife;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The open streams: gives them their time, and the events that concern them. Event loop only. */
public final class StreamRegistry {
    /**
     * How exactly streams keep their limits. The timer runs while a stream is open and up to a tick longer: a player that
     * asks for one short range after the other is back by then, and its requests need not set a timer each.
     */
    private static final long TICK_MILLIS = 100;

    private final Vertx vertx;
    private final InstantSource time;
    private final SignsOfLife signs = new SignsOfLife();
    private final Refusals refusals = new Refusals();
    private final Herds herds = new Herds();
    private final SessionVoices voices = new SessionVoices();
    private final Map<MediaId, Set<PlayerStream>> streams = new HashMap<>();
    private boolean ticking;

    public StreamRegistry(Vertx vertx, InstantSource time) {
        this.vertx = vertx;
        this.time = time;
    }

    void add(PlayerStream stream) {
        streams.computeIfAbsent(stream.media(), media -> new LinkedHashSet<>()).add(stream);
        if (!ticking) {
            ticking = true;
            vertx.setPeriodic(TICK_MILLIS, this::tick);
        }
    }

    void remove(PlayerStream stream) {
        Set<PlayerStream> ofMedia = streams.get(stream.media());
        if (ofMedia != null && ofMedia.remove(stream) && ofMedia.isEmpty()) {
            streams.remove(stream.media());
        }
    }

    /** Which of them lead others. */
    Herds herds() {
        return herds;
    }

    /** Who tells of them. */
    SessionVoices voices() {
        return voices;
    }

    /** Returns all open streams. */
    List<PlayerStream> all() {
        return streams.values().stream().flatMap(Set::stream).toList();
    }

    /** Ends all streams, however far they are. */
    public void stopAll() {
        all().forEach(PlayerStream::stop);
    }

    /** Takes an event of what was fetched or stored, or was not. */
    void accept(ChunkEvent event) {
        Instant now = time.instant();
        signs.saw(event, now);
        if (!(event instanceof FetchFailed failure)) {
            refusals.clear(event.media());
        } else {
            refusals.note(failure, now);
            of(event.media()).forEach(stream -> stream.failed(failure));
        }
    }

    /** Takes a command that somebody has issued for a waiting stream. */
    void accept(FetchSpan command) {
        signs.saw(command, time.instant());
        of(command.media()).forEach(stream -> stream.commanded(command));
    }

    boolean isAlive(MediaId media, Instant opened, Instant now) {
        return signs.isAlive(media, opened, now);
    }

    /** Whether the origin has lately said that a media is not to be kept. */
    boolean isUncacheable(MediaId media) {
        return refusals.isUncacheable(media, time.instant());
    }

    private void tick(long timer) {
        if (streams.isEmpty()) {
            vertx.cancelTimer(timer);
            ticking = false;
            return;
        }
        Instant now = time.instant();
        for (PlayerStream stream : all()) {
            stream.tick(now);
            refusals.of(stream.media(), now).ifPresent(stream::failed);
        }
    }

    /** A copy: what a stream is told may end it. */
    private List<PlayerStream> of(MediaId media) {
        return List.copyOf(streams.getOrDefault(media, Set.of()));
    }
}
