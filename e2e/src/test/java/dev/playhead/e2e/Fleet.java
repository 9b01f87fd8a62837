package dev.playhead.e2e;

import static org.awaitility.Awaitility.await;

import dev.playhead.broker.FreePort;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.standalone.run.Alone;
import dev.playhead.standalone.run.Service;
import dev.playhead.standalone.run.Settings;
import dev.playhead.testkit.bus.TestBroker;
import dev.playhead.testkit.origin.LyingOrigin;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;

/** Services apart from each other, as many of each as a test wants, on one broker and in front of one origin. */
final class Fleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SCHEDULERS = "playhead-scheduler";

    private final LyingOrigin origin = LyingOrigin.start();
    private final TestBroker broker = TestBroker.start();
    private final Map<String, String> settings = new TreeMap<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Path data;

    /**
     * Starts the broker and one store, of which all services are told.
     *
     * @param origins names by which the origin is known
     */
    Fleet(Path data, Collection<String> origins) throws Exception {
        this(data, origins, Map.of());
    }

    /** @param more settings of every service, by name */
    Fleet(Path data, Collection<String> origins, Map<String, String> more) throws Exception {
        this.data = data;
        int storePort = FreePort.next();
        origins.forEach(
                name -> settings.put("origins." + name + ".url", origin.url().toString()));
        settings.put("kafka.bootstrap-servers", broker.bootstrapServers());
        settings.put("stores.urls", "http://127.0.0.1:" + storePort);
        settings.put("store.port", Integer.toString(storePort));
        settings.put("store.data", data.resolve("store").toString());
        settings.put("store.min-free", "1MiB");
        settings.put("store.secret", "between services");
        settings.put("security.fleet-key", "a key of the whole fleet");
        settings.put("gateway.port", "0");
        for (Service service : Service.values()) {
            settings.put(service.managementPortKey().name(), "0");
        }
        settings.putAll(more);
        start(Service.STORE);
    }

    LyingOrigin origin() {
        return origin;
    }

    /** Starts a service in this JVM and returns when it is ready. */
    Alone start(Service service) throws TimeoutException {
        Config config = new ConfigLoader(Settings.KEYS).load(null, Map.of(), settings);
        Alone instance = new Alone(service, config);
        running.push(() -> result(instance.close()));
        result(instance.start());
        await().atMost(PATIENCE)
                .until(() -> result(instance.readiness().report()).isReady());
        return instance;
    }

    /** Starts a service as a process of its own, and returns at once. */
    Process launch(Service service) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(service.label()));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        Process process = PlayheadProcess.start(data.resolve(service.label() + ".log"), arguments);
        running.push(() -> process.destroyForcibly().waitFor());
        return process;
    }

    /** Waits until so many schedulers share the partitions, each owning some. */
    void awaitSchedulers(int count) {
        Map<String, Object> client = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers()));
        try (Admin admin = Admin.create(client)) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> owners(admin) == count);
        }
    }

    /** Returns how many members own partitions; 0 while nobody may rely on it. */
    private static long owners(Admin admin) throws ExecutionException, InterruptedException {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(SCHEDULERS))
                .describedGroups()
                .get(SCHEDULERS)
                .get();
        boolean all = group.members().stream()
                .noneMatch(member -> member.assignment().topicPartitions().isEmpty());
        return all ? group.members().size() : 0;
    }

    /** Where a gateway listens, out of the line that it announces itself with. */
    static URI url(Alone gateway) {
        return gateway.gatewayUrl().orElseThrow();
    }

    static <T> T result(Future<T> future) throws TimeoutException {
        return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Closes what runs, the last first. */
    @Override
    public void close() throws Exception {
        while (!running.isEmpty()) {
            running.pop().close();
        }
        broker.close();
        origin.close();
    }
}
