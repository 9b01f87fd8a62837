package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a plan for one media depends on.
 *
 * @param version null while the media is unknown
 * @param inFlight commands under way
 * @param pipe what the origin carries
 * @param lost commands that showed no sign of life; a span that starts in one is its next attempt
 */
record Situation(
        MediaId media,
        OriginName origin,
        @Nullable MediaVersion version,
        ByteRanges readable,
        List<InFlight> inFlight,
        List<InFlight> lost,
        List<Reader> readers,
        Outage outage,
        Pipe pipe,
        Instant now) {}
