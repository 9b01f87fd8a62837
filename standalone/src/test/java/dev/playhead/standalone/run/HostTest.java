package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.store.io.index.IndexDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class HostTest {
    private static final String WORKERS = "pool_name=\"vert.x-worker-thread\"";

    @TempDir
    Path data;

    private final Logger meters = (Logger) LoggerFactory.getLogger(MeterRegistry.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.setContext(meters.getLoggerContext());
        lines.start();
        meters.addAppender(lines);
    }

    @AfterEach
    void hearNoMore() {
        meters.detachAppender(lines);
    }

    @Test
    void registersNoMeterTwiceHoweverManyConnectionsTheIndexHas() throws Exception {
        // Given
        Host host = new Host(config());
        try {
            IndexDatabase index = result(IndexDatabase.open(host.vertx(), data.resolve("index"), Duration.ZERO));

            // When
            result(Future.all(Stream.generate(index::checkpoint).limit(8).toList()));

            // Then
            assertThat(lines.list)
                    .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                    .isEmpty();
            assertThat(host.meters().scrape()).contains(WORKERS).doesNotContain("vertx_sql");
            result(index.close());
        } finally {
            result(host.close());
        }
    }

    @Test
    void keepsItsMetersApartFromThoseOfAnotherInTheSameProcess() throws Exception {
        // Given
        Host first = new Host(config());
        Host second = new Host(config());
        try {
            // When
            List<String> pages =
                    List.of(first.meters().scrape(), second.meters().scrape());

            // Then
            assertThat(pages).allSatisfy(page -> assertThat(page).contains(WORKERS));
            assertThat(lines.list)
                    .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                    .isEmpty();
        } finally {
            result(first.close());
            result(second.close());
        }
    }

    private static Config config() {
        return new ConfigLoader(Settings.KEYS).load(null, Map.of(), Map.of());
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }
}
