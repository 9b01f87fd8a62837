package dev.playhead.gateway.io;

import dev.playhead.common.http.Boundaries;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.TraceContext;
import dev.playhead.gateway.core.session.Viewer;
import java.util.Optional;

/**
 * A player's request for a media, understood.
 *
 * @param origin how to ask the origin directly; empty when it is not configured any more
 * @param trace what all that is done for it is known by
 */
record PlayerRequest(
        MediaId media,
        MediaSource source,
        MediaQuery query,
        Viewer viewer,
        Optional<OriginCall> origin,
        TraceContext trace) {

    /** Decides the answer, if the media is that version. */
    PlannedAnswer answer(MediaVersion version) {
        return PlannedAnswer.to(query, version, Boundaries::next);
    }
}
