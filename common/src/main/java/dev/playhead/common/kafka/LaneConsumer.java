package dev.playhead.common.kafka;

import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetcher's part in one lane: a share consumer on a thread of its own, polled only while a slot is free. Thread-safe.
 *
 * <p>A command is handed over and then acknowledged: in explicit mode nothing else can be polled before, and if this
 * process dies the scheduler's lease recovers the command. Should the acknowledgement fail, another fetcher gets it too,
 * which costs some origin bytes and nothing else (docs/decisions/0006-lanes-are-share-groups-of-one-partition.md).
 */
final class LaneConsumer implements CommandLanes.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(LaneConsumer.class);
    /** Only bounds how long a missed wakeup could hold a stop up; records end a poll at once. */
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(1);

    private final Topic<FetchSpan> topic;
    private final Lane lane;
    private final String name;
    private final Context context;
    private final Consumer<FetchSpan> handler;
    private final EventReader reader;
    private final Semaphore free;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Promise<Void> started = Promise.promise();
    private final Promise<Void> stopped = Promise.promise();
    private volatile @Nullable ShareConsumer<byte[], byte[]> current;

    LaneConsumer(Lane lane, int slots, Context context, Consumer<FetchSpan> handler, EventReader reader) {
        this.lane = lane;
        this.name = "playhead-lane-" + lane.name().toLowerCase(Locale.ROOT);
        this.topic = Topics.fetch(lane);
        this.context = context;
        this.handler = handler;
        this.reader = reader;
        this.free = new Semaphore(slots);
    }

    /** @return succeeds when the lane is subscribed */
    Future<Void> start(Supplier<ShareConsumer<byte[], byte[]>> consumers) {
        Thread thread = new Thread(() -> run(consumers), name);
        thread.setDaemon(true);
        thread.start();
        return started.future();
    }

    /** Succeeds when the thread has ended. */
    Future<Void> stopped() {
        return stopped.future();
    }

    /**
     * Takes a command of this process if a slot is free.
     *
     * @return the mark for its record, which whoever gets it passes over
     */
    Optional<String> offer(FetchSpan command) {
        if (isClosing() || !free.tryAcquire()) {
            return Optional.empty();
        }
        hand(command);
        return Optional.of(name);
    }

    @Override
    public void release() {
        free.release();
    }

    @Override
    public Future<Void> close() {
        closing.countDown();
        free.release();
        ShareConsumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        return stopped.future()
                .timeout(2 * CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private void run(Supplier<ShareConsumer<byte[], byte[]>> consumers) {
        try {
            while (!isClosing()) {
                consume(consumers);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            started.tryFail("lane " + lane + " was closed");
            stopped.tryComplete();
        }
    }

    /** Takes commands until closed, or until the consumer fails: then the next one is made after a while. */
    private void consume(Supplier<ShareConsumer<byte[], byte[]>> consumers) throws InterruptedException {
        ShareConsumer<byte[], byte[]> consumer = null;
        try {
            consumer = consumers.get();
            current = consumer;
            consumer.subscribe(Set.of(topic.name()));
            started.tryComplete();
            while (!isClosing()) {
                acquireSlot(consumer);
                takeOne(consumer);
            }
        } catch (WakeupException e) {
            LOG.atDebug().addKeyValue(LogKeys.LANE, lane).log("Lane stops");
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue(LogKeys.LANE, lane).setCause(e).log("Lane consumer failed; another is made");
            closing.await(FAILURE_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            current = null;
            if (consumer != null) {
                close(consumer);
            }
        }
    }

    /**
     * Waits for a free slot. What was taken before is acknowledged by the next poll, in the request that asks for more;
     * only where none comes soon, for want of a slot, does that need a request of its own.
     */
    private void acquireSlot(ShareConsumer<byte[], byte[]> consumer) throws InterruptedException {
        if (!free.tryAcquire()) {
            consumer.commitSync();
            free.acquire();
        }
    }

    /** Uses the slot that was acquired, or gives it back. */
    private void takeOne(ShareConsumer<byte[], byte[]> consumer) {
        boolean used = false;
        try {
            ConsumerRecords<byte[], byte[]> records =
                    isClosing() ? ConsumerRecords.empty() : consumer.poll(POLL_TIMEOUT);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                used |= take(consumer, record);
            }
        } finally {
            if (!used) {
                free.release();
            }
        }
    }

    private boolean take(ShareConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        if (LocalConsumers.isHeardBy(name, record)) {
            consumer.acknowledge(record, AcknowledgeType.ACCEPT);
            return false;
        }
        Optional<FetchSpan> command = reader.read(topic, record);
        consumer.acknowledge(record, command.isPresent() ? AcknowledgeType.ACCEPT : AcknowledgeType.REJECT);
        command.ifPresent(this::hand);
        return command.isPresent();
    }

    private void hand(FetchSpan command) {
        context.runOnContext(ignored -> {
            try {
                handler.accept(command);
            } catch (RuntimeException e) {
                LOG.atError()
                        .addKeyValue(LogKeys.COMMAND, command.command())
                        .setCause(e)
                        .log("Command not taken");
                release();
            }
        });
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void close(ShareConsumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CLOSE_TIMEOUT);
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue(LogKeys.LANE, lane).setCause(e).log("Lane consumer not closed cleanly");
        }
    }
}
