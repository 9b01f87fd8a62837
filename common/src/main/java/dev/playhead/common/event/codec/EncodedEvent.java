package dev.playhead.common.event.codec;

/**
 * An event as it goes into a record.
 *
 * @param type its wire name, for the header {@link EventCodec#TYPE_HEADER}
 * @param schema the version of its shape, for the header {@link EventCodec#SCHEMA_HEADER}
 * @param payload JSON, UTF-8; not copied
 */
public record EncodedEvent(String type, String schema, byte[] payload) {}
