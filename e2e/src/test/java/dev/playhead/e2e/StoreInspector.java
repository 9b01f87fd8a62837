package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.ChunkLayout;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.VersionId;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.index.IndexDatabase;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Looks at a store from outside: its index rows and its files, not what it says of them. */
final class StoreInspector {
    private static final String CHUNKS = """
            SELECT v.id, v.length, v.chunk_size, c.idx, c.crc32c, v.number
            FROM chunk c JOIN version v ON c.version = v.number
            WHERE v.media = ? AND v.current ORDER BY c.idx""";

    private final Path root;
    private final OriginName origin;

    StoreInspector(Path root, OriginName origin) {
        this.root = root;
        this.origin = origin;
    }

    /** One row of the index. */
    record Chunk(VersionId version, long number, ByteRange range, int crc32c) {}

    /** Returns the rows of a media's current version. */
    List<Chunk> chunks(OriginFile file) {
        List<Chunk> chunks = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(IndexDatabase.url(DataDirectory.index(root)));
                PreparedStatement query = connection.prepareStatement(CHUNKS)) {
            query.setString(1, id(file).value());
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                ChunkLayout layout = new ChunkLayout(row.getLong(2), row.getInt(3));
                chunks.add(new Chunk(
                        new VersionId(row.getString(1)),
                        row.getLong(6),
                        layout.rangeOf(row.getLong(4)),
                        row.getInt(5)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return chunks;
    }

    /** Returns the bytes of whole chunks in the index. */
    ByteRanges indexed(OriginFile file) {
        return ByteRanges.of(chunks(file).stream().map(Chunk::range).toList());
    }

    /** Lets go of an index that no store in this JVM has open, so that another process may open it. */
    void release() {
        try (Connection connection = DriverManager.getConnection(IndexDatabase.url(DataDirectory.index(root)));
                Statement shutdown = connection.createStatement()) {
            shutdown.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks that each row's checksum is that of the file's bytes and that these are the origin's. */
    void expectRowsMatchTheFile(OriginFile file) {
        List<Chunk> chunks = chunks(file);
        assertThat(chunks).as("rows of %s", file.path()).isNotEmpty();
        for (Chunk chunk : chunks) {
            byte[] bytes = read(path(file, chunk), chunk.range());
            CRC32C crc = new CRC32C();
            crc.update(bytes);
            assertThat(chunk.crc32c()).as("checksum of %s", chunk).isEqualTo((int) crc.getValue());
            expectOrigin(file.content(), bytes, chunk.range().start());
        }
    }

    /** Checks that all rows match the file and that its bytes are those of one content. */
    void expectRowsMatchOneOf(OriginFile file, List<RampContent> contents) {
        List<Chunk> chunks = chunks(file);
        assertThat(chunks).as("stored of %s", file.path()).isNotEmpty();
        assertThat(contents)
                .as("contents that all of %s stored of %s may be of", chunks.size(), file.path())
                .anyMatch(content -> chunks.stream().allMatch(chunk -> content.firstMismatch(
                                read(path(file, chunk), chunk.range()),
                                chunk.range().start())
                        .isEmpty()));
    }

    /** Checks bytes of the file against the origin's content. */
    void expectBytes(OriginFile file, ByteRange range) {
        Chunk any = chunks(file).get(0);
        expectOrigin(file.content(), read(path(file, any), range), range.start());
    }

    private Path path(OriginFile file, Chunk chunk) {
        String digest = id(file).value().substring(origin.value().length() + 1);
        return root.resolve("media")
                .resolve(origin.value())
                .resolve(digest)
                .resolve(chunk.version() + "-" + chunk.number() + ".bin");
    }

    MediaId id(OriginFile file) {
        return MediaId.of(origin, file.path());
    }

    private static void expectOrigin(RampContent content, byte[] bytes, long offset) {
        assertThat(content.firstMismatch(bytes, offset))
                .as("first wrong byte on disk")
                .isEmpty();
    }

    private static byte[] read(Path path, ByteRange range) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[(int) range.length()];
            file.seek(range.start());
            file.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
