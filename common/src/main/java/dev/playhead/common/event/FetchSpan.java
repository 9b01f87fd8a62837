package dev.playhead.common.event;

import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The command to fetch one span: one origin request, written to the store as it arrives.
 *
 * @param attempt 1 for the first issue, one more for each time its lease ran out
 * @param version the version the span belongs to; null while the media is unknown
 * @param deadline when the playhead reaches the span; retries end there, but never before a first try
 */
public record FetchSpan(
        MediaId media,
        MediaSource source,
        CommandId command,
        int attempt,
        RequestedRange range,
        @Nullable MediaVersion version,
        Priority priority,
        Instant deadline)
        implements PlayheadEvent, PlayheadEvent.OfMedia {
    public FetchSpan {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " must be at least 1");
        }
    }
}
