package dev.playhead.common.kafka;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param partitionKey decides the partition; records with equal ones stay in order
 */
record OutgoingRecord(
        String topic, String partitionKey, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {}
