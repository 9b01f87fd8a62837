package dev.playhead.common.config;

import java.util.List;

/**
 * What of an origin is media, and which host it is asked for, when everything of it works through a gateway.
 *
 * @param media globs of raw paths that are media although no Range is asked for; {@code *} stays within a segment,
 *     {@code **} does not, and a glob without a slash is about the last segment
 * @param preserveHost whether the origin gets the player's Host instead of its own authority
 */
public record TransparentOrigin(List<String> media, boolean preserveHost) {
    /** Files that are played and do not change; not playlists, subtitles or images, which may, and are small. */
    public static final TransparentOrigin DEFAULT = new TransparentOrigin(
            List.of(
                    "*.mp4", "*.m4v", "*.mkv", "*.webm", "*.mov", "*.avi", "*.wmv", "*.flv", "*.mpg", "*.mpeg", "*.3gp",
                    "*.ts", "*.m2ts", "*.m4s", "*.cmfv", "*.cmfa", "*.mp3", "*.m4a", "*.m4b", "*.mka", "*.aac", "*.ac3",
                    "*.flac", "*.ogg", "*.oga", "*.ogv", "*.opus", "*.wav"),
            false);

    public TransparentOrigin {
        media = List.copyOf(media);
    }
}
