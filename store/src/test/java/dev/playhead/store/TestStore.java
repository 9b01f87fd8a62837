package dev.playhead.store;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.bytes.http.HttpStore;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.Validator;
import dev.playhead.store.io.media.Steps;
import dev.playhead.store.io.run.StoreLife.Surroundings;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A store under test: its own Vert.x, bus and disk size, and a context that calls are made from. */
public final class TestStore implements AutoCloseable {
    public static final int CHUNK = 64 * 1024;
    public static final String SECRET = "a secret of the fleet";
    private static final AtomicInteger COMMANDS = new AtomicInteger();

    public final Vertx vertx = Vertx.vertx();
    public final InMemoryBus bus = new InMemoryBus(vertx);
    public final AtomicLong usable = new AtomicLong(Long.MAX_VALUE / 2);
    public final Path data;
    private LongSupplier usableNow = usable::get;
    public final Context context = vertx.getOrCreateContext();
    public DataSize maxSize = new DataSize(0);
    public DataSize minFree = DataSize.ofMebibytes(1);
    public DataSize mappedFiles = StoreConfig.MAPPED_FILES.fallback();
    public Duration unwatched = Duration.ZERO;
    public Steps steps = Steps.UNWATCHED;
    public InstantSource time = InstantSource.system();
    public DataSize scrubRate = DataSize.parse("1TiB");
    public int port;
    public StoreVerticle verticle;
    private String deployment;
    private HttpStore remote;

    public TestStore(Path data) {
        this.data = data;
    }

    /** Writes [start, end) of a media's version through the store's own port. */
    public void put(String name, MediaVersion version, int content, long start, long end) {
        SpanSink sink = on(() -> verticle.spanWriter().open(head(name, version, start, end)));
        on(() -> sink.write(content(name, content, start, end)));
        on(sink::end);
    }

    public StoredMedia find(String name) {
        return on(() -> verticle.mediaCatalog().find(media(name))).orElseThrow();
    }

    boolean knows(String name) {
        return on(() -> verticle.mediaCatalog().find(media(name))).isPresent();
    }

    TestRead read(String name) {
        return TestRead.open(this, verticle.mediaReader(), media(name), RequestedRange.WHOLE);
    }

    public static TestStore open(Path data) {
        TestStore store = new TestStore(data);
        store.start();
        return store;
    }

    /** Has the store ask a real disk how full it is. */
    public void usableFrom(Callable<Long> disk) {
        usableNow = () -> {
            try {
                return disk.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
    }

    public void start() {
        StoreConfig config = new StoreConfig(
                data,
                "127.0.0.1",
                port,
                maxSize,
                minFree,
                Optional.of(SECRET),
                mappedFiles,
                StoreConfig.SEND_BUFFER.fallback(),
                Duration.ofSeconds(30),
                64,
                unwatched,
                scrubRate);
        verticle = new StoreVerticle(config, bus, new Surroundings(time, usableNow, steps), true);
        deployment = result(vertx.deployVerticle(verticle));
    }

    public void stop() {
        result(vertx.undeploy(deployment));
    }

    /** Stops the store and leaves its directory as a crash would: not marked as in order. */
    public void crash() throws Exception {
        stop();
        Files.deleteIfExists(data.resolve("clean"));
    }

    public HttpStore remote() {
        if (remote == null) {
            remote = new HttpStore(
                    vertx, List.of(URI.create("http://127.0.0.1:" + verticle.port())), Optional.of(SECRET));
        }
        return remote;
    }

    @Override
    public void close() {
        result(vertx.close());
    }

    /** Runs an action on the context and waits for its outcome. */
    public <T> T on(Supplier<Future<T>> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(ignored -> action.get().onComplete(outcome -> {
            if (outcome.succeeded()) {
                done.complete(outcome.result());
            } else {
                done.completeExceptionally(outcome.cause());
            }
        }));
        return await(done);
    }

    public static <T> T result(Future<T> future) {
        return await(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no outcome", e);
        }
    }

    public static MediaId media(String name) {
        return MediaId.of(new OriginName("films"), "/" + name);
    }

    public static MediaVersion version(int number, long length) {
        return new MediaVersion(new Validator("\"v" + number + "\"", null), length, CHUNK, "video/mp4");
    }

    public static SpanHead head(String name, MediaVersion version, long start, long end) {
        return head(name, version, new ByteRange(start, end), Freshness.unsaid(Instant.EPOCH));
    }

    /** The head of a span whose origin says something of how long it holds. */
    public static SpanHead head(String name, MediaVersion version, ByteRange range, Freshness freshness) {
        return new SpanHead(
                media(name),
                new MediaSource("/" + name, null),
                version,
                new CommandId("c" + COMMANDS.incrementAndGet()),
                1,
                range,
                Duration.ofMillis(40),
                freshness,
                null);
    }

    /** The bytes of a media's version. */
    public static Buffer content(String name, int version, long start, long end) {
        return new RampContent(name, version).buffer(start, (int) (end - start));
    }

    /** Finds the file of a media's only version. */
    public Path file(String name) throws Exception {
        String digest = media(name).value().substring("films.".length());
        try (Stream<Path> files =
                Files.list(data.resolve("media").resolve("films").resolve(digest))) {
            return files.findFirst().orElseThrow();
        }
    }
}
