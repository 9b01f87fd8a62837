package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static dev.playhead.testkit.bus.BusEvents.chunk;
import static dev.playhead.testkit.bus.BusEvents.command;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.kafka.Messaging;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Publishers and consumers in processes of their own. */
class KafkaBusIT extends KafkaBusContract {

    @Override
    EventPublisher publisher() {
        return elsewhere.publisher();
    }

    @Test
    void severalServicesMayMakeTheTopicsAtTheSameTime() {
        // Given
        KafkaConfig config = new KafkaConfig(broker.bootstrapServers(), 4, 1);

        // When
        List<Messaging> services =
                Stream.generate(() -> Messaging.open(vertx, config)).limit(3).toList();

        // Then
        services.forEach(service -> get(service.ready()));
        services.forEach(service -> get(service.close()));
    }

    @Test
    void anUnreadableRecordGoesToTheDeadLettersAndTheGroupGoesOn() {
        // Given
        RecordingMember member = join();

        // When
        poison(Topics.CHUNKS.name(), "not json " + run);
        get(publisher().publish(Topics.CHUNKS, chunk("o", 1)));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(member.events()).containsExactly(chunk("o", 1)));
        assertThat(messaging.deadLetters()).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(deadLetters()).anySatisfy(record -> {
            assertThat(record.value()).isEqualTo("not json " + run);
            assertThat(header(record, "type")).isEqualTo("ChunksEvicted");
            assertThat(header(record, "source")).startsWith(Topics.CHUNKS.name() + "-0@");
            assertThat(header(record, "reason")).isNotEmpty();
        }));
    }

    @Test
    void anUnreadableRecordStopsNeitherFollowerNorLane() {
        // Given
        List<CancelFetch> followed = new CopyOnWriteArrayList<>();
        List<FetchSpan> taken = new CopyOnWriteArrayList<>();
        get(subscriber().follow(Topics.CANCEL, followed::add));
        get(lanes().open(Lane.NOW, 1, taken::add));

        // When
        poison(Topics.CANCEL.name(), "not json");
        poison(Topics.fetch(Lane.NOW).name(), "not json");
        get(publisher().publish(Topics.CANCEL, cancel("o", 1)));
        get(publisher().publish(Topics.fetch(Lane.NOW), command("o", 1)));

        // Then
        await().atMost(SOON).until(() -> followed.size() == 1 && taken.size() == 1);
        assertThat(messaging.deadLetters()).isEqualTo(2);
    }

    @Test
    void aSlowHandlerIsGivenTimeAndEverythingReachesIt() {
        // Given
        int count = 3000;
        List<Promise<Void>> held = new CopyOnWriteArrayList<>();
        RecordingMember member = new RecordingMember((partition, event) -> {
            if (held.isEmpty()) {
                held.add(Promise.promise());
                return held.get(0).future();
            }
            return Future.succeededFuture();
        });
        join(member);

        // When
        for (int sent = 0; sent < count; sent += 500) {
            get(Future.join(IntStream.range(sent, sent + 500)
                    .mapToObj(i -> publisher().publish(Topics.CHUNKS, chunk("origin", i)))
                    .toList()));
        }
        await().during(Duration.ofSeconds(1)).until(() -> member.events().size() == 1);
        held.get(0).complete();

        // Then
        await().atMost(SOON).until(() -> member.events().size() == count);
        assertThat(member.events().stream().map(event -> BusEvents.number((ChunkEvent) event)))
                .isSorted();
        assertThat(member.owned()).isEqualTo(ALL_PARTITIONS);
    }

    @Test
    void moreFetchersThanPartitionsAllGetWork() {
        // Given
        int fetchers = 6;
        List<List<FetchSpan>> taken = new ArrayList<>();
        for (int i = 0; i < fetchers; i++) {
            List<FetchSpan> mine = new CopyOnWriteArrayList<>();
            taken.add(mine);
            get(lanes().open(Lane.AHEAD, 2, mine::add));
        }

        // When
        get(Future.join(IntStream.range(0, 2 * fetchers)
                .mapToObj(i -> publisher().publish(Topics.fetch(Lane.AHEAD), command("origin", i)))
                .toList()));

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(taken)
                .allSatisfy(mine -> assertThat(mine).hasSize(2)));
    }

    private static void poison(String topic, String value) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                    topic,
                    0,
                    "key",
                    value,
                    List.of(
                            new RecordHeader("type", "ChunksEvicted".getBytes(UTF_8)),
                            new RecordHeader("schema", "1".getBytes(UTF_8)))));
        }
    }

    private static List<ConsumerRecord<String, String>> deadLetters() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(Topics.DEAD_LETTERS, 0)));
            List<ConsumerRecord<String, String>> found = new ArrayList<>();
            consumer.poll(Duration.ofSeconds(1)).forEach(found::add);
            return found;
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
