package dev.playhead.common.bytes;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.RequestedRange;

/** The byte port out of a store. Thread-safe. */
public interface MediaReader {

    /**
     * Opens a read of a media, known or not, and begins to wait for its description.
     *
     * @param range what will be read; a remote store begins to send it
     */
    MediaRead open(MediaId media, RequestedRange range);
}
