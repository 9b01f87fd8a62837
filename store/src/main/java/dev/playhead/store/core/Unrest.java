package dev.playhead.store.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often the version of a media has changed lately. An origin that publishes does so now and then; mirrors that disagree
 * change with whoever answers, and bytes of two versions would take turns in being fetched, for nothing.
 *
 * <p>See docs/decisions/0015-unsettled-media-are-not-kept.md.
 *
 * @param changes within the last {@link #WITHIN}, oldest first
 * @param until when nothing is kept of the media because its mirrors disagreed; in the past when it is not so
 */
public record Unrest(List<Instant> changes, Instant until) {
    public static final Unrest NONE = new Unrest(List.of(), Instant.EPOCH);

    /** The first change may be a new version, the second the last answer of a mirror that has yet to get it. */
    private static final int TOO_MANY = 3;
    /** Mirrors of one name take turns within seconds. */
    public static final Duration WITHIN = Duration.ofMinutes(1);
    /** Mirrors are brought into step by jobs that run each minute or more seldom; then it is tried again. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    public Unrest {
        changes = List.copyOf(changes);
    }

    /** Whether nothing of the media is to be kept now. */
    public boolean isOn(Instant now) {
        return now.isBefore(until);
    }

    /** Takes note that the origin has shown another version than before. */
    public Unrest changed(Instant now) {
        List<Instant> recent = Stream.concat(
                        changes.stream().filter(at -> at.plus(WITHIN).isAfter(now)), Stream.of(now))
                .toList();
        return recent.size() < TOO_MANY ? new Unrest(recent, until) : new Unrest(List.of(), now.plus(PAUSE));
    }
}
