package dev.playhead.store.io.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.store.TestStore;
import dev.playhead.store.io.index.IndexWriter.Outcome;
import dev.playhead.store.io.index.IndexWriter.Urgency;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexWriterIT {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path data;

    private final Vertx vertx = Vertx.vertx();
    private IndexDatabase database;
    private IndexWriter writer;

    @BeforeEach
    void open() throws Exception {
        database = result(IndexDatabase.open(vertx, data.resolve("index"), Duration.ZERO));
        writer = new IndexWriter(vertx, database);
    }

    @AfterEach
    void close() throws Exception {
        result(database.close());
        result(vertx.close());
    }

    @Test
    void tellsWhatBecameOfEachChangeInTheirOrder() throws Exception {
        // Given
        List<String> told = new CopyOnWriteArrayList<>();

        // When
        for (String name : List.of("a", "b", "c")) {
            submit(name, Urgency.SOON, failure -> told.add(name + failure.isPresent()));
        }
        result(writer.flushed());

        // Then
        assertThat(told).containsExactly("afalse", "bfalse", "cfalse");
        assertThat(result(new IndexReader(database).page(null, 10))).hasSize(3);
    }

    @Test
    void writesOnAndTellsTheOthersAfterAnOutcomeThatThrows() throws Exception {
        // Given
        Promise<Boolean> next = Promise.promise();
        submit("a", Urgency.SOON, failure -> {
            throw new IllegalStateException("a listener's own fault");
        });
        submit("b", Urgency.SOON, failure -> next.complete(failure.isEmpty()));

        // When
        boolean written = result(next.future());
        submit("c", Urgency.SOON, failure -> {});
        result(writer.flushed());

        // Then
        assertThat(written).isTrue();
        assertThat(writer.broken()).isEmpty();
        assertThat(result(new IndexReader(database).page(null, 10))).hasSize(3);
    }

    @Test
    void takesNoChangeOnceItIsClosed() {
        // When
        writer.close();

        // Then
        assertThatThrownBy(() -> result(writer.flushed())).hasMessageContaining("the index is closed");
    }

    private void submit(String name, Urgency urgency, Outcome outcome) {
        MediaId media = TestStore.media(name);
        writer.submit(new IndexChange.AddMedia(media, new MediaSource('/' + name, null), AT), urgency, outcome);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
