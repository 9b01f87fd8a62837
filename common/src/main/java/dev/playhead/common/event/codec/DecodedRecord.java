package dev.playhead.common.event.codec;

import dev.playhead.common.event.PlayheadEvent;

/** What a record turned out to be. */
public sealed interface DecodedRecord {

    /** The record holds an event. */
    record ReadableRecord(PlayheadEvent event) implements DecodedRecord {}

    /**
     * The record holds nothing that this version can read.
     *
     * @param reason for an operator; may quote the value that is wrong, never the payload
     */
    record UnreadableRecord(String reason) implements DecodedRecord {}
}
