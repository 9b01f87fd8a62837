package dev.playhead.e2e;

import dev.playhead.broker.FreePort;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.standalone.run.Alone;
import dev.playhead.standalone.run.Instance;
import dev.playhead.standalone.run.Service;
import dev.playhead.standalone.run.Settings;
import dev.playhead.standalone.run.Standalone;
import dev.playhead.testkit.bus.TestBroker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ways in which a whole Playhead runs in this JVM: as one process with its own broker, or, where the switch of
 * {@link TestBroker} says container, as four services apart that reach each other by HTTP and a real Kafka.
 */
interface Playheads {
    List<Instance> instances();

    /** Where players connect, once started. */
    URI url();

    String bootstrapServers();

    /** @param settings those of every service, by name */
    static Playheads of(Map<String, String> settings) {
        return TestBroker.isContainer() ? new Apart(settings) : new OneProcess(settings);
    }

    private static Config config(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(more);
        return new ConfigLoader(Settings.KEYS).load(null, Map.of(), all);
    }

    /** Everything in one process. */
    final class OneProcess implements Playheads {
        private final int brokerPort = FreePort.next();
        private final Standalone playhead;

        private OneProcess(Map<String, String> settings) {
            playhead = new Standalone(
                    config(Map.of("management.port", "0", "broker.port", Integer.toString(brokerPort)), settings));
        }

        @Override
        public List<Instance> instances() {
            return List.of(playhead);
        }

        @Override
        public URI url() {
            return playhead.url().orElseThrow();
        }

        @Override
        public String bootstrapServers() {
            return "127.0.0.1:" + brokerPort;
        }
    }

    /** One instance a service, on a broker that outlives them as brokers do; it ends with this JVM. */
    final class Apart implements Playheads {
        private static final TestBroker BROKER = TestBroker.start();

        private final List<Alone> services = new ArrayList<>();
        private final Alone gateway;

        private Apart(Map<String, String> settings) {
            int storePort = FreePort.next();
            Map<String, String> more = new TreeMap<>(Map.of(
                    "kafka.bootstrap-servers",
                    BROKER.bootstrapServers(),
                    "stores.urls",
                    "http://127.0.0.1:" + storePort,
                    "store.port",
                    Integer.toString(storePort),
                    "store.data",
                    settings.get("data.dir") + "/store",
                    "store.secret",
                    "a secret between services",
                    "security.fleet-key",
                    "a key of the whole fleet"));
            for (Service service : Service.values()) {
                more.put(service.managementPortKey().name(), "0");
            }
            Config config = config(settings, more);
            // Closed last to first: those that ask the store before it.
            services.add(new Alone(Service.STORE, config));
            services.add(new Alone(Service.SCHEDULER, config));
            services.add(new Alone(Service.FETCHER, config));
            gateway = new Alone(Service.GATEWAY, config);
            services.add(gateway);
        }

        @Override
        public List<Instance> instances() {
            return List.copyOf(services);
        }

        @Override
        public URI url() {
            return gateway.gatewayUrl().orElseThrow();
        }

        @Override
        public String bootstrapServers() {
            return BROKER.bootstrapServers();
        }
    }
}
