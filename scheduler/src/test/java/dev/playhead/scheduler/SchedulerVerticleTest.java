package dev.playhead.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.event.FetcherRoom;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.FetcherId;
import dev.playhead.common.model.Lane;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.topic.Topics;
import dev.playhead.scheduler.io.SchedulerPorts;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.bytes.FakePreCaches;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SchedulerVerticleTest {
    private static final OriginName ORIGIN = new OriginName("nas");
    private static final MediaId MEDIA = MediaId.of(ORIGIN, "/film");
    private static final MediaSource SOURCE = new MediaSource("/film", null);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StubCatalog catalog = new StubCatalog();
    private final FakePreCaches preCaches = new FakePreCaches();
    private Vertx vertx;
    private InMemoryBus bus;
    private String deployment;

    /** A store that knows nothing, or is away. */
    private static final class StubCatalog implements MediaCatalog {
        private volatile boolean away;

        @Override
        public Future<Optional<StoredMedia>> find(MediaId media) {
            return away
                    ? Future.failedFuture(new StoreException.Unavailable("the store is away"))
                    : Future.succeededFuture(Optional.empty());
        }

        @Override
        public Future<List<StoredMedia>> list(MediaId after, int limit) {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Boolean> delete(MediaId media) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Boolean> observe(MediaId media, MediaVersion seen, Freshness freshness) {
            return Future.succeededFuture(false);
        }

        @Override
        public Future<Boolean> pin(MediaId media, boolean keep) {
            return Future.succeededFuture(false);
        }
    }

    @BeforeEach
    void deploy(Vertx injected) throws Exception {
        vertx = injected;
        bus = new InMemoryBus(vertx);
        OriginConfig origin = new OriginConfig(ORIGIN, URI.create("http://nas:80"), Map.of(), List.of(), 6);
        SchedulerVerticle verticle = new SchedulerVerticle(
                SchedulerConfig.defaults(),
                List.of(origin),
                new SchedulerPorts(bus, bus, catalog, preCaches),
                InstantSource.system());
        deployment = vertx.deployVerticle(verticle)
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void publishesTheSpanThatAViewerWaitsFor() {
        // When
        beat();
        publish(opened(7));

        // Then
        await().atMost(PATIENCE).until(() -> !commands().isEmpty());
        assertThat(commands().get(0).range()).isEqualTo(new RequestedRange.From(7, 2L * 1024 * 1024));
        assertThat(commands().get(0).source()).isEqualTo(SOURCE);
    }

    @Test
    void publishesAtTheBeatThatBringsRoom() {
        // Given
        publish(opened(0));

        // When
        beat();

        // Then
        await().atMost(PATIENCE).until(() -> commands().size() == 1);
    }

    @Test
    void storeThatIsAwayStopsNoViewer() {
        // Given
        catalog.away = true;
        beat();

        // When
        publish(opened(0));

        // Then
        await().atMost(PATIENCE).until(() -> commands().size() == 1);
    }

    @Test
    void commandThatTheBrokerRefusedIsPublishedAgain() {
        // Given
        bus.failPublishes(FetchSpan.class::isInstance);
        beat();
        publish(opened(0));

        // When
        vertx.setTimer(100, timer -> bus.failPublishes(event -> false));

        // Then
        await().atMost(PATIENCE).until(() -> commands().size() == 1);
    }

    @Test
    void viewerWhoLeavesCancelsInTheEnd() {
        // Given
        beat();
        publish(opened(0));
        await().atMost(PATIENCE).until(() -> commands().size() == 1);

        // When
        publish(new PlaybackEvent.StreamClosed(MEDIA, SOURCE, cursor(0), Instant.now()));

        // Then
        await().atMost(PATIENCE).until(() -> bus.published(Topics.CANCEL).size() == 1);
        assertThat(bus.published(Topics.CANCEL).get(0).command())
                .isEqualTo(commands().get(0).command());
    }

    @Test
    void undeployedSchedulerDecidesNothing() throws Exception {
        // Given
        vertx.undeploy(deployment).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);

        // When
        beat();
        publish(opened(0));

        // Then
        await().during(Duration.ofMillis(300)).atMost(PATIENCE).until(() -> commands()
                .isEmpty());
    }

    private List<FetchSpan> commands() {
        return bus.published(Topics.fetch(Lane.NOW));
    }

    private void beat() {
        vertx.runOnContext(now -> bus.publish(
                Topics.FLEET,
                new FetcherRoom(new FetcherId("f"), Map.of(Lane.NOW, 2, Lane.AHEAD, 4), List.of(), Instant.now())));
    }

    private void publish(PlaybackEvent event) {
        vertx.runOnContext(now -> bus.publish(Topics.PLAYBACK, event));
    }

    private static PlaybackEvent opened(long from) {
        return new PlaybackEvent.StreamOpened(MEDIA, SOURCE, cursor(from), Instant.now());
    }

    private static Cursor cursor(long from) {
        return new Cursor(new StreamId("stream"), new SessionId("session"), 1, new RequestedRange.From(from, null));
    }
}
