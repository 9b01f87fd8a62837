package dev.playhead.common.kafka;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where unreadable records go: as they came, with what was wrong and where they were. Thread-safe.
 *
 * <p>A record that several services follow arrives once from each; its source headers tell that it is the same.
 */
final class DeadLetters {
    static final String REASON_HEADER = "reason";
    static final String SOURCE_HEADER = "source";
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final RecordProducer producer;
    private final AtomicLong count = new AtomicLong();

    DeadLetters(RecordProducer producer) {
        this.producer = producer;
    }

    /** Returns how many records were unreadable, whether or not they could be kept. */
    long count() {
        return count.get();
    }

    /** Keeps a record; never fails, as nobody could do more about it. */
    Future<Void> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        count.incrementAndGet();
        LOG.atWarn()
                .addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .addKeyValue(LogKeys.REASON, reason)
                .log("Unreadable record skipped");
        List<Header> headers = new ArrayList<>(List.of(record.headers().toArray()));
        headers.add(header(REASON_HEADER, reason));
        headers.add(header(SOURCE_HEADER, record.topic() + "-" + record.partition() + "@" + record.offset()));
        return producer.send(new OutgoingRecord(
                        Topics.DEAD_LETTERS,
                        producer.partition(Topics.DEAD_LETTERS, record.topic()),
                        record.key(),
                        record.value(),
                        headers))
                .onFailure(failure -> LOG.atWarn().setCause(failure).log("Unreadable record not kept"))
                .otherwiseEmpty();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
