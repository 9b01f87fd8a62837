package dev.playhead.common.kafka;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and closes the consumers that vertx-kafka-client runs. */
final class ConsumerStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerStreams.class);
    /** Longer than any call a consumer can be in, shorter than a person waits for a stop. */
    private static final long CLOSE_MILLIS = 3000;

    private static final Duration CLIENT_CLOSE_TIMEOUT = Duration.ofMillis(300);
    /** A poll that fails is repeated at once by the stream; a lasting failure must not cost a core. */
    private static final long FAILURE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private ConsumerStreams() {}

    /** Makes a stream whose handlers run on the context; the brokers' names are resolved on a worker. */
    static Future<KafkaReadStream<byte[], byte[]>> open(Context context, Map<String, Object> settings) {
        return context.executeBlocking(() -> new QuicklyClosed(settings), false).map(consumer -> {
            KafkaReadStream<byte[], byte[]> stream = KafkaReadStream.create(context.owner(), consumer);
            stream.pollTimeout(ClientSettings.POLL_TIMEOUT);
            stream.exceptionHandler(ConsumerStreams::failed);
            return stream;
        });
    }

    /** Closes a stream; never fails. No other method of the stream may be called after: it would start anew. */
    static Future<Void> close(KafkaReadStream<byte[], byte[]> stream) {
        return stream.close().timeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS).otherwiseEmpty();
    }

    /** Runs on the consumer's own thread. */
    private static void failed(Throwable failure) {
        if (isExpected(failure)) {
            LOG.atDebug().setCause(failure).log("Consumer call failed");
        } else {
            LOG.atWarn().setCause(failure).log("Consumer failed; it goes on");
            LockSupport.parkNanos(FAILURE_PAUSE_NANOS);
        }
    }

    /** What a rebalance or a broker that is away makes of commits, pauses and positions. */
    private static boolean isExpected(Throwable failure) {
        return failure instanceof IllegalStateException
                || failure instanceof CommitFailedException
                || failure instanceof RebalanceInProgressException
                || failure instanceof TimeoutException;
    }

    /** Leaves its group at once and does not wait for an empty fetch to come back, as the client would for 30 s. */
    private static final class QuicklyClosed extends KafkaConsumer<byte[], byte[]> {
        QuicklyClosed(Map<String, Object> settings) {
            super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public void close() {
            close(CloseOptions.timeout(CLIENT_CLOSE_TIMEOUT));
        }
    }
}
