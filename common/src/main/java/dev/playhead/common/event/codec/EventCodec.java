package dev.playhead.common.event.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.codec.DecodedRecord.ReadableRecord;
import dev.playhead.common.event.codec.DecodedRecord.UnreadableRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as JSON and reads them back. Thread-safe.
 *
 * <p>Instants and durations are ISO 8601. Fields that this version does not know are skipped; a type or schema that it
 * does not know makes the record unreadable.
 */
public final class EventCodec {
    public static final String TYPE_HEADER = "type";
    public static final String SCHEMA_HEADER = "schema";
    static final String SCHEMA = "1";
    /** Enough to see what is wrong, little enough for a header and a log line. */
    private static final int MAX_REASON = 300;

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new NullMarkedIntrospector()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    /** Returns the event as it goes into a record. */
    public EncodedEvent encode(PlayheadEvent event) {
        try {
            return new EncodedEvent(EventTypes.nameOf(event), SCHEMA, mapper.writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every event can be written as JSON, but not " + event, e);
        }
    }

    /**
     * Reads a record; never throws.
     *
     * @param type the header {@link #TYPE_HEADER}; null if missing
     * @param schema the header {@link #SCHEMA_HEADER}; null if missing
     */
    public DecodedRecord decode(@Nullable String type, @Nullable String schema, byte @Nullable [] payload) {
        if (type == null) {
            return unreadable("header " + TYPE_HEADER + " is missing");
        }
        if (!SCHEMA.equals(schema)) {
            return unreadable("schema " + schema + " of " + type + " is not " + SCHEMA);
        }
        if (payload == null) {
            return unreadable("payload of " + type + " is missing");
        }
        return EventTypes.named(type)
                .map(known -> read(known, payload))
                .orElseGet(() -> unreadable("type " + type + " is not known"));
    }

    private DecodedRecord read(Class<? extends PlayheadEvent> type, byte[] payload) {
        try {
            PlayheadEvent event = mapper.readValue(payload, type);
            return event == null ? unreadable("payload is null") : new ReadableRecord(event);
        } catch (JsonProcessingException e) {
            return unreadable(e.getOriginalMessage());
        } catch (IOException | RuntimeException e) {
            return unreadable(e.toString());
        }
    }

    private static DecodedRecord unreadable(String reason) {
        return new UnreadableRecord(reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON));
    }
}
