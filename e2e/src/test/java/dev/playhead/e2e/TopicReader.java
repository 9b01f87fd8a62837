package dev.playhead.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a broker's topics from the first record to the last there is; the order holds within a partition. */
final class TopicReader {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A partition without more records would hold the others' up by its wait, 500 ms. */
    private static final int NOBODY_WRITES_MS = 1;

    private final String bootstrapServers;

    TopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    List<ConsumerRecord<byte[], byte[]>> all() {
        return read(topic -> true);
    }

    /** @param topics names */
    List<ConsumerRecord<byte[], byte[]>> of(Collection<String> topics) {
        return read(topics::contains);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Predicate<String> wanted) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", NOBODY_WRITES_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(Collection::stream)
                    .filter(found -> wanted.test(found.topic()))
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return partitions.stream().allMatch(each -> consumer.position(each) >= ends.get(each));
            });
        }
        return records;
    }
}
