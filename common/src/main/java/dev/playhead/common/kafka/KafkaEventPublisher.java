package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.codec.EncodedEvent;
import dev.playhead.common.event.codec.EventCodec;
import dev.playhead.common.model.TraceContext;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Publishes to Kafka, and tells those at once who are concerned and in this process. Thread-safe. */
final class KafkaEventPublisher implements EventPublisher {
    private final EventCodec codec;
    private final Future<RecordProducer> producer;
    private final LocalConsumers neighbours;

    /** @param producer is there once Kafka has been reached */
    KafkaEventPublisher(EventCodec codec, Future<RecordProducer> producer, LocalConsumers neighbours) {
        this.codec = codec;
        this.producer = producer;
        this.neighbours = neighbours;
    }

    @Override
    public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
        if (!producer.succeeded()) {
            return Future.failedFuture(new PublishException(topic + ": Kafka has not been reached yet"));
        }
        RecordProducer client = producer.result();
        int partition = client.partition(topic.name(), topic.partitionKey().apply(event));
        LocalConsumers.Heard heard;
        try {
            heard = neighbours.tell(topic, partition, event);
        } catch (PublishException e) {
            return Future.failedFuture(e);
        }
        EncodedEvent encoded = codec.encode(event);
        Future<Void> sent = client.send(new OutgoingRecord(
                topic.name(),
                partition,
                utf8(topic.key().apply(event)),
                encoded.payload(),
                headers(encoded, event.trace(), heard.marks())));
        return heard.taken() ? Future.succeededFuture() : sent;
    }

    private static List<Header> headers(EncodedEvent encoded, @Nullable TraceContext trace, List<Header> marks) {
        List<Header> headers = new ArrayList<>(4);
        headers.add(new RecordHeader(EventCodec.TYPE_HEADER, utf8(encoded.type())));
        headers.add(new RecordHeader(EventCodec.SCHEMA_HEADER, utf8(encoded.schema())));
        if (trace != null) {
            headers.add(new RecordHeader(TraceContext.HEADER, utf8(trace.toHeader())));
        }
        headers.addAll(marks);
        return headers;
    }

    @Override
    public Future<Void> close() {
        return producer.succeeded() ? producer.result().close() : Future.succeededFuture();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
