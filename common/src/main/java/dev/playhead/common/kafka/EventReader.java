package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.codec.DecodedRecord;
import dev.playhead.common.event.codec.DecodedRecord.ReadableRecord;
import dev.playhead.common.event.codec.DecodedRecord.UnreadableRecord;
import dev.playhead.common.event.codec.EventCodec;
import dev.playhead.common.model.TraceContext;
import dev.playhead.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records as the events of their topic; what is none goes to the dead letters. Thread-safe. */
final class EventReader {
    private final EventCodec codec;
    private final DeadLetters deadLetters;

    EventReader(EventCodec codec, DeadLetters deadLetters) {
        this.codec = codec;
        this.deadLetters = deadLetters;
    }

    /** Returns the event, or empty when the record was unreadable and has been dealt with. */
    <E extends PlayheadEvent> Optional<E> read(Topic<E> topic, ConsumerRecord<byte[], byte[]> record) {
        DecodedRecord decoded = codec.decode(
                header(record, EventCodec.TYPE_HEADER), header(record, EventCodec.SCHEMA_HEADER), record.value());
        if (decoded instanceof ReadableRecord readable && topic.type().isInstance(readable.event())) {
            return Optional.of(topic.type().cast(traced(readable.event(), record)));
        }
        String reason = decoded instanceof UnreadableRecord unreadable
                ? unreadable.reason()
                : header(record, EventCodec.TYPE_HEADER) + " does not belong to this topic";
        deadLetters.bury(record, reason);
        return Optional.empty();
    }

    private static PlayheadEvent traced(PlayheadEvent event, ConsumerRecord<byte[], byte[]> record) {
        return TraceContext.parse(header(record, TraceContext.HEADER))
                .map(event::traced)
                .orElse(event);
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
