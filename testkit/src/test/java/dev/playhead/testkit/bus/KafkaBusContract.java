package dev.playhead.testkit.bus;

import dev.playhead.common.kafka.CommandLanes;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.kafka.KafkaConfig;
import dev.playhead.common.kafka.Messaging;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a broker, with consumers in one process and another process beside it; who publishes is left open. */
abstract class KafkaBusContract extends EventBusContract {
    static TestBroker broker;

    Messaging messaging;
    Messaging elsewhere;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Override
    void openBus() {
        KafkaConfig config = new KafkaConfig(broker.bootstrapServers(), 4, 1);
        messaging = Messaging.open(vertx, config);
        elsewhere = Messaging.open(vertx, config);
        get(messaging.ready());
        get(elsewhere.ready());
    }

    @Override
    EventSubscriber subscriber() {
        return messaging.subscriber();
    }

    @Override
    CommandLanes lanes() {
        return messaging.lanes();
    }

    @Override
    void closeBus() {
        get(messaging.close());
        get(elsewhere.close());
    }
}
