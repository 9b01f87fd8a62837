package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.Cursor;
import dev.playhead.common.event.PlaybackEvent;
import dev.playhead.common.event.PlaybackEvent.StreamClosed;
import dev.playhead.common.event.PlaybackEvent.StreamOpened;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.SessionId;
import dev.playhead.common.model.StreamId;
import dev.playhead.common.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlaybackPublisherTest {
    private static final MediaId FILM = MediaId.of(new OriginName("nas"), "/film.mp4");
    private static final MediaSource SOURCE = new MediaSource("/film.mp4", null);

    private final List<PlayheadEvent> sent = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final PlaybackPublisher publisher = new PlaybackPublisher(vertx, new Recorder(), new GatewayStats());

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsOfWhoHasLeftWhenWhatFollowsHasHadItsTurn() throws Exception {
        // When
        List<PlayheadEvent> atOnce = sentBy(() -> publisher.publishParting(closed("a")));

        // Then
        assertThat(atOnce).isEmpty();
        await().untilAsserted(() -> assertThat(sent).containsExactly(closed("a")));
    }

    @Test
    void tellsOfWhoHasLeftBeforeWhatComesLater() throws Exception {
        // When
        List<PlayheadEvent> atOnce = sentBy(() -> {
            publisher.publishSoon(opened("a"), closed("a"));
            publisher.publishParting(closed("a"));
            publisher.publish(opened("b"));
        });

        // Then
        assertThat(atOnce).containsExactly(opened("a"), closed("a"), closed("a"), opened("b"));
    }

    @Test
    void holdsBackSoManyAndNoMore() throws Exception {
        // When
        List<PlayheadEvent> atOnce = sentBy(() -> {
            for (int i = 0; i < 65; i++) {
                publisher.publishParting(closed("s" + i));
            }
        });

        // Then
        assertThat(atOnce).hasSize(64);
        await().untilAsserted(() -> assertThat(sent).hasSize(65));
    }

    @Test
    void tellsAllWhenTheGatewayStops() throws Exception {
        // When
        List<PlayheadEvent> atOnce = sentBy(() -> {
            publisher.publishSoon(opened("a"), closed("a"));
            publisher.publishParting(closed("b"));
            publisher.flush();
        });

        // Then
        assertThat(atOnce).containsExactlyInAnyOrder(opened("a"), closed("a"), closed("b"));
    }

    /** Returns what was sent by the end of one turn of the event loop, and does nothing else in it. */
    private List<PlayheadEvent> sentBy(Runnable turn) throws Exception {
        Future<List<PlayheadEvent>> after = Future.future(done -> vertx.runOnContext(now -> {
            turn.run();
            done.complete(List.copyOf(sent));
        }));
        return after.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static PlaybackEvent opened(String session) {
        return new StreamOpened(FILM, SOURCE, cursor(session), Instant.EPOCH);
    }

    private static PlaybackEvent closed(String session) {
        return new StreamClosed(FILM, SOURCE, cursor(session), Instant.EPOCH);
    }

    private static Cursor cursor(String session) {
        return new Cursor(new StreamId(session + "-1"), new SessionId(session), 0, RequestedRange.WHOLE);
    }

    private final class Recorder implements EventPublisher {
        @Override
        public <E extends PlayheadEvent> Future<Void> publish(Topic<E> topic, E event) {
            sent.add(event);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
