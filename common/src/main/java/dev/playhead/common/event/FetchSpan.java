package dev.playhead.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Priority;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The command to fetch one span: one origin request, written to the store as it arrives.
 *
 * @param attempt 1 for the first issue, one more for each time its lease ran out
 * @param version the version the span belongs to; null while the media is unknown
 * @param deadline when the playhead reaches the span; retries end there, but never before a first try
 * @param trace of the request that it is for; null if that has none. A header of the record, no field of it
 */
public record FetchSpan(
        MediaId media,
        MediaSource source,
        CommandId command,
        int attempt,
        RequestedRange range,
        @Nullable MediaVersion version,
        Priority priority,
        Instant deadline,
        @JsonIgnore @Nullable TraceContext trace)
        implements PlayheadEvent, PlayheadEvent.OfMedia {
    public FetchSpan {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " must be at least 1");
        }
    }

    @Override
    public FetchSpan traced(TraceContext of) {
        return new FetchSpan(media, source, command, attempt, range, version, priority, deadline, of);
    }
}
