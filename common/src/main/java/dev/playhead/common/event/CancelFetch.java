package dev.playhead.common.event;

import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;

/** The command to stop fetching a span, wherever it runs; one that is not running leaves a bounded tombstone. */
public record CancelFetch(MediaId media, CommandId command) implements PlayheadEvent, PlayheadEvent.OfMedia {}
