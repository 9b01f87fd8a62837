package dev.playhead.scheduler.core;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;

/** Something the scheduler wants done. */
public sealed interface Decision {

    /** Send a command down the lane of its priority; tell the core by {@link Signal.PublishFailed} when that fails. */
    record Publish(FetchSpan command) implements Decision {}

    /** Stop a command. A cancellation that is lost costs origin bytes, nothing else. */
    record Cancel(CancelFetch cancellation) implements Decision {}

    /** Ask the store what it holds; the answer is a {@link Signal.MapLoaded} or {@link Signal.MapUnavailable}. */
    record LoadMap(MediaId media) implements Decision {}

    /** Tell the store that the origin does not give what it is to have. */
    record GiveUp(MediaId media, String reason) implements Decision {}

    /** Have the store keep the wish for what is missing of a media that is watched. When that is lost, nothing is filled. */
    record Keep(MediaId media, MediaSource source) implements Decision {}
}
