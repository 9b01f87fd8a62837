package dev.playhead.common.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param partition as {@link RecordProducer#partition} has it; records of one stay in order
 */
record OutgoingRecord(
        String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}
