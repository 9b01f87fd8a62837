package dev.playhead.e2e;

import static org.awaitility.Awaitility.await;

import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.codec.DecodedRecord;
import dev.playhead.common.event.codec.EventCodec;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.topic.Topics;
import dev.playhead.standalone.run.Instance;
import dev.playhead.standalone.run.Settings;
import dev.playhead.store.io.file.DiskUse;
import dev.playhead.testkit.origin.LyingOrigin;
import dev.playhead.testkit.origin.OriginFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A whole Playhead in this JVM, on either kind of broker, in front of a lying origin. */
final class Stage implements AutoCloseable {
    private static final OriginName ORIGIN = new OriginName("film");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Longer than the scheduler lets a demand outlive its viewer. */
    private static final Duration QUIET = Duration.ofMillis(400);

    private final LyingOrigin origin = LyingOrigin.start();
    private final Playheads playheads;
    private final Map<String, String> settings = new HashMap<>();
    private final Path data;

    private Stage(Path data, List<OriginName> names, Map<String, String> more, Consumer<LyingOrigin> prepare) {
        prepare.accept(origin);
        this.data = data;
        for (OriginName name : names) {
            settings.put("origins." + name + ".url", origin.url().toString());
        }
        settings.put("data.dir", data.toString());
        settings.put("gateway.port", "0");
        settings.put("store.min-free", "1MiB");
        settings.putAll(more);
        this.playheads = Playheads.of(settings);
    }

    /** Starts everything on a data directory and returns when it is ready. */
    static Stage raise(Path data) {
        return raise(data, Map.of());
    }

    /** Starts everything with settings of its own. */
    static Stage raise(Path data, Map<String, String> settings) {
        return raise(data, List.of(ORIGIN), settings);
    }

    /** Starts everything with several names for the origin: what Playhead learns of one says nothing about the others. */
    static Stage raise(Path data, List<OriginName> names, Map<String, String> settings) {
        return raise(new Stage(data, names, settings, origin -> {}));
    }

    /** Starts everything in front of an origin that has its files from the first moment on. */
    static Stage raise(Path data, Consumer<LyingOrigin> prepare) {
        return raise(new Stage(data, List.of(ORIGIN), Map.of(), prepare));
    }

    private static Stage raise(Stage stage) {
        try {
            result(Future.all(stage.instances().stream().map(Instance::start).toList()));
            await().atMost(PATIENCE).until(stage::isReady);
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private List<Instance> instances() {
        return playheads.instances();
    }

    private boolean isReady() {
        return instances().stream()
                .allMatch(instance -> result(instance.readiness().report()).isReady());
    }

    LyingOrigin origin() {
        return origin;
    }

    Player player(String name) {
        return new Player(url() + "/o/" + ORIGIN, name);
    }

    StoreInspector store() {
        return store(ORIGIN);
    }

    /** Returns a player of an origin that the settings give another name. */
    Player player(OriginName origin, String name) {
        return new Player(url() + "/o/" + origin, name);
    }

    /** Looks at what is stored of such an origin. */
    StoreInspector store(OriginName origin) {
        return new StoreInspector(data.resolve("store"), origin);
    }

    /** Returns how many bytes of the disk files and index take. */
    long diskUse() {
        try {
            return DiskUse.of(data.resolve("store"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return url().getPort();
    }

    /** Waits until the origin has not been working for a while. */
    void awaitIdle() {
        await().atMost(PATIENCE).during(QUIET).until(() -> origin.requests().open() == 0);
    }

    /** Waits until every chunk of a file is in the index. */
    void awaitIndexed(OriginFile file) {
        awaitIndexed(ORIGIN, file);
    }

    /** Waits until every chunk of a file of an origin that the settings give another name is in the index. */
    void awaitIndexed(OriginName origin, OriginFile file) {
        await().atMost(PATIENCE).until(() -> store(origin).indexed(file).covers(new ByteRange(0, file.length())));
    }

    /** Puts a record that nobody can read into every partition of every topic. */
    void publishGarbage() {
        Map<String, Object> settings = Map.of("bootstrap.servers", playheads.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] garbage = "{\"no\": ".getBytes(StandardCharsets.UTF_8);
            Topics.all().forEach(topic -> producer.partitionsFor(topic.name())
                    .forEach(partition ->
                            producer.send(new ProducerRecord<>(topic.name(), partition.partition(), null, garbage))));
            producer.flush();
        }
    }

    /** Returns the values of all records of all topics, one a line. */
    String everyRecord() {
        StringBuilder all = new StringBuilder();
        for (ConsumerRecord<byte[], byte[]> record : topics().all()) {
            record.headers().forEach(header -> all.append(text(header.value())).append(' '));
            all.append(text(record.key()))
                    .append(' ')
                    .append(text(record.value()))
                    .append('\n');
        }
        return all.toString();
    }

    /** Returns the commands for a file, in the order the scheduler gave them: over lanes and partitions only it knows. */
    List<FetchSpan> ordered(OriginFile file) {
        return topics()
                .of(Arrays.stream(Lane.values())
                        .map(lane -> Topics.fetch(lane).name())
                        .toList())
                .stream()
                .flatMap(record -> command(record).stream())
                .filter(command -> command.source().path().equals(file.path()))
                .sorted(Comparator.comparingLong(Stage::number))
                .toList();
    }

    /** Others put records on the same broker that nobody can read. */
    private static Optional<FetchSpan> command(ConsumerRecord<byte[], byte[]> record) {
        DecodedRecord decoded = new EventCodec()
                .decode(
                        header(record, EventCodec.TYPE_HEADER),
                        header(record, EventCodec.SCHEMA_HEADER),
                        record.value());
        return decoded instanceof DecodedRecord.ReadableRecord readable
                ? Optional.of((FetchSpan) readable.event())
                : Optional.empty();
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** The scheduler counts its commands. */
    private static long number(FetchSpan command) {
        String id = command.command().value();
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    private TopicReader topics() {
        return new TopicReader(playheads.bootstrapServers());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns what a control route answers. */
    HttpResponse<String> control(String path, String... headers) {
        return new Player(url().toString(), "operator").get(path, headers);
    }

    String effectiveConfiguration() {
        return new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings).effective();
    }

    /** Waits until unreadable records have been put aside. */
    void awaitDeadLetters() {
        await().atMost(PATIENCE)
                .until(() -> !topics().of(List.of(Topics.DEAD_LETTERS)).isEmpty());
    }

    @Override
    public void close() {
        try {
            for (int i = instances().size() - 1; i >= 0; i--) {
                result(instances().get(i).close());
            }
        } finally {
            origin.close();
        }
    }

    private URI url() {
        return playheads.url();
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nothing within " + PATIENCE, e);
        }
    }
}
