package dev.playhead.common.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Which partition a key belongs to: murmur2 as Kafka's own partitioner has it, over the UTF-8 bytes. */
final class Partitions {
    private Partitions() {}

    static int of(String key, int count) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
    }
}
