package dev.playhead.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.config.ConfigLoader;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Validator;
import dev.playhead.standalone.run.Settings;
import dev.playhead.store.StoreConfig;
import dev.playhead.store.StoreVerticle;
import dev.playhead.testkit.bus.InMemoryBus;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code playhead verify} says of a store, and with which exit code. */
class VerifyCommandIT {
    private static final int CHUNK = 256 * 1024;
    private static final int CHUNKS = 4;
    private static final MediaId FILM = MediaId.of(new OriginName("films"), "/film.mp4");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path data;

    @BeforeEach
    void fill() {
        Vertx vertx = Vertx.vertx();
        StoreConfig config = StoreConfig.from(new ConfigLoader(Settings.KEYS)
                .load(null, Map.of(), Map.of("store.data", store().toString(), "store.min-free", "1MiB")));
        StoreVerticle store = StoreVerticle.embedded(config, new InMemoryBus(vertx));
        vertx.deployVerticle(store).await();
        long length = (long) CHUNKS * CHUNK;
        SpanSink sink = store.spanWriter()
                .open(new SpanHead(
                        FILM,
                        new MediaSource("/film.mp4", null),
                        new MediaVersion(new Validator("\"v1\"", null), length, CHUNK, "video/mp4"),
                        new CommandId("c1"),
                        1,
                        new ByteRange(0, length),
                        Duration.ofMillis(1),
                        Freshness.unsaid(Instant.EPOCH),
                        null))
                .await();
        sink.write(Buffer.buffer(new RampContent("film", 1).bytes(0, (int) length)))
                .await();
        sink.end().await();
        vertx.close().await();
    }

    @Test
    void aSoundStoreIsRight() {
        assertThat(verify()).isEqualTo(Cli.OK);
        assertThat(out.toString()).contains("1 media, 4 chunks, 1048576 bytes: all as stored");
    }

    @Test
    void damageIsAFailureUntilItIsForgotten() throws IOException {
        // Given
        flip(2L * CHUNK + 7);
        // When
        int found = verify();
        // Then
        assertThat(found).isEqualTo(Cli.FAILED);
        assertThat(out + "" + err)
                .contains("media " + FILM + ", bytes " + new ByteRange(2L * CHUNK, 3L * CHUNK)
                        + ": do not match their checksum")
                .contains("1 chunks damaged")
                .contains("--repair");
        assertThat(verify()).as("nothing was changed").isEqualTo(Cli.FAILED);
        assertThat(verify("--repair")).isEqualTo(Cli.OK);
        out.getBuffer().setLength(0);
        assertThat(verify()).isEqualTo(Cli.OK);
        assertThat(out.toString()).contains("1 media, 3 chunks");
    }

    @Test
    void anIndexThatIsNoneCannotBeVerified() throws IOException {
        // Given
        Files.write(store().resolve("index.mv.db"), new byte[100_000]);
        // When
        int code = verify();
        // Then
        assertThat(code).isEqualTo(Cli.FAILED);
        assertThat(err.toString()).contains("the index of " + store()).doesNotContain("\tat ");
    }

    private Path store() {
        return data.resolve("store");
    }

    private int verify(String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", "--data", data.toString()));
        arguments.addAll(List.of(options));
        return new Cli(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .run(arguments.toArray(String[]::new));
    }

    private void flip(long position) throws IOException {
        try (Stream<Path> all = Files.walk(store().resolve("media"))) {
            Path file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(position);
                int found = bytes.read();
                bytes.seek(position);
                bytes.write(found ^ 1);
            }
        }
    }
}
