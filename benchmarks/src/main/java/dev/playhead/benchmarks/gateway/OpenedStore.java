package dev.playhead.benchmarks.gateway;

import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.topic.Topic;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.StoreVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store in a temporary directory that holds the film, and an event loop to read it on. Thread-safe. */
final class OpenedStore implements AutoCloseable {
    private static final int LIMIT_SECONDS = 30;

    private final Vertx vertx;
    private final Context loop;
    private final Path directory;
    private final StoreVerticle store;

    private OpenedStore(Vertx vertx, Path directory, StoreVerticle store) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.directory = directory;
        this.store = store;
    }

    static OpenedStore withFilm() throws Exception {
        Vertx vertx = Vertx.vertx();
        Path directory = Files.createTempDirectory("playhead-benchmark");
        StoreConfig config = StoreConfig.from(
                        new ConfigLoader(StoreConfig.KEYS).load(null, Map.of(), Map.of("store.min-free", "0B")))
                .in(directory);
        StoreVerticle store = StoreVerticle.embedded(config, new NobodyListens());
        await(vertx.deployVerticle(store));
        OpenedStore opened = new OpenedStore(vertx, directory, store);
        await(opened.write());
        return opened;
    }

    MediaReader reader() {
        return store.mediaReader();
    }

    /** Runs something on the event loop and waits for what it returns. */
    <T> T onEventLoop(Callable<T> action) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(ignored -> {
            try {
                done.complete(action.call());
            } catch (Exception failure) {
                done.fail(failure);
            }
        });
        return await(done.future());
    }

    private Future<Void> write() {
        SpanHead head = new SpanHead(
                MediaId.of(PlayedFilm.ORIGIN, PlayedFilm.PATH),
                new MediaSource(PlayedFilm.PATH, null),
                PlayedFilm.VERSION,
                new CommandId("benchmark"),
                1,
                new ByteRange(0, PlayedFilm.LENGTH),
                Duration.ofMillis(1),
                Freshness.unsaid(Instant.EPOCH),
                null);
        return store.spanWriter().open(head).compose(sink -> sink.write(Buffer.buffer(new byte[PlayedFilm.LENGTH]))
                .eventually(sink::end));
    }

    @Override
    public void close() throws Exception {
        await(vertx.close());
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new IllegalStateException(directory + " cannot be deleted", left);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes every event and does nothing with it. */
    private static final class NobodyListens implements EventPublisher {
        @Override
        public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
