package dev.playhead.common.bytes;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.TraceContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a writer says before it sends the bytes of an origin's answer.
 *
 * @param version what the origin's response described
 * @param range the bytes that follow
 * @param timeToFirstByte from the origin request to its response's head
 * @param freshness what the origin's response said of how long it holds
 * @param trace of the request that the span is for; null if that has none
 */
public record SpanHead(
        MediaId media,
        MediaSource source,
        MediaVersion version,
        CommandId command,
        int attempt,
        ByteRange range,
        Duration timeToFirstByte,
        Freshness freshness,
        @Nullable TraceContext trace) {}
