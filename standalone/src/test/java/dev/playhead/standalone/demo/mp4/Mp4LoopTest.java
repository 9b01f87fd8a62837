package dev.playhead.standalone.demo.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shipped loop, repeated and read back. */
final class Mp4LoopTest {
    private static final int TIMES = 7;

    private final ByteBuffer source = shipped();
    private final Mp4Loop loop = Mp4Loop.parse(source.duplicate());

    @Test
    void onceIsTheSameSamples() {
        // When
        ByteBuffer once = repeated(1);

        // Then
        assertThat(samples(once)).isEqualTo(samples(source));
    }

    @Test
    void everySampleComesBackInOrderAsOftenAsAsked() {
        // Given
        List<List<ByteBuffer>> original = samples(source);

        // When
        List<List<ByteBuffer>> longer = samples(repeated(TIMES));

        // Then
        for (int track = 0; track < original.size(); track++) {
            List<ByteBuffer> expected = new ArrayList<>();
            for (int k = 0; k < TIMES; k++) {
                expected.addAll(original.get(track));
            }
            assertThat(longer.get(track)).isEqualTo(expected);
        }
    }

    @Test
    void tellsTheSizeAndTheDurationThatItWrites() {
        // When
        ByteBuffer longer = repeated(TIMES);

        // Then
        assertThat(loop.size(TIMES)).isEqualTo(longer.remaining());
        assertThat(loop.duration(TIMES)).isEqualTo(Duration.ofSeconds(24 * TIMES));
        Box movie = parse(longer).at("moov");
        assertThat(movie.at("mvhd").field(16) * 1000 / movie.at("mvhd").field(12))
                .isEqualTo(24_000 * TIMES);
    }

    @Test
    void everyTrackLastsAsLongAsItsSamples() {
        // When
        ByteBuffer longer = repeated(TIMES);

        // Then
        for (Box track : tracks(longer)) {
            Box times = track.at("mdia", "minf", "stbl", "stts");
            long total = runs(times).mapToLong(run -> run[0] * run[1]).sum();
            long scale = track.at("mdia", "mdhd").field(12);
            assertThat(track.at("mdia", "mdhd").field(16)).isEqualTo(total);
            assertThat(total).isEqualTo(24 * TIMES * scale);
        }
    }

    @Test
    void editsReachToTheEnd() {
        // When
        List<Box> tracks = tracks(repeated(TIMES));

        // Then
        List<Box> before = tracks(source);
        for (int track = 0; track < tracks.size(); track++) {
            Box edit = tracks.get(track).at("edts", "elst");
            Box was = before.get(track).at("edts", "elst");
            assertThat(edit.field(8)).isEqualTo(was.field(8) + 24_000 * (TIMES - 1));
            assertThat(edit.field(12)).isEqualTo(was.field(12));
            assertThat(tracks.get(track).at("tkhd").field(20))
                    .isEqualTo(before.get(track).at("tkhd").field(20) + 24_000 * (TIMES - 1));
        }
    }

    @Test
    void syncSamplesAreThoseOfEachLoop() {
        // Given
        Box video = tracks(source).get(0).at("mdia", "minf", "stbl");
        List<Long> inOneLoop = entries(video.at("stss"));
        long count = video.at("stsz").field(8);

        // When
        Box longer = tracks(repeated(TIMES)).get(0).at("mdia", "minf", "stbl");

        // Then
        List<Long> expected = LongStream.range(0, TIMES)
                .boxed()
                .flatMap(k -> inOneLoop.stream().map(sample -> sample + k * count))
                .toList();
        assertThat(entries(longer.at("stss"))).isEqualTo(expected);
    }

    @Test
    void theIndexStandsInFrontOfThePayload() {
        // When
        Box file = parse(repeated(TIMES));

        // Then
        assertThat(file.boxes().stream().map(Box::type)).containsExactly("ftyp", "moov", "mdat");
    }

    @Test
    void refusesWhatIsNoMp4() {
        // Given
        ByteBuffer text = ByteBuffer.wrap("no film at all".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThatThrownBy(() -> Mp4Loop.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at byte 0");
    }

    @Test
    void refusesAFileCutShort() {
        // Given
        ByteBuffer half = source.slice(0, source.remaining() / 2);

        // Then
        assertThatThrownBy(() -> Mp4Loop.parse(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    void refusesTracksThatWouldDriftApart() {
        // Given
        ByteBuffer uneven = copyOf(source);
        int audio = lastIndexOf(uneven, "mdhd") + 4;
        uneven.putInt(audio + 16, uneven.getInt(audio + 16) + 1024);

        // Then
        assertThatThrownBy(() -> Mp4Loop.parse(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different length");
    }

    @Test
    void refusesASampleTableItDoesNotKnow() {
        // Given
        ByteBuffer unknown = copyOf(source);
        unknown.putInt(lastIndexOf(unknown, "sgpd"), 0x73647470); // sdtp

        // Then
        assertThatThrownBy(() -> Mp4Loop.parse(unknown).size(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sdtp");
    }

    @Test
    void refusesToRepeatZeroTimes() {
        assertThatThrownBy(() -> loop.size(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Walks the tables of each track as a player does, and returns the bytes of each sample. */
    private static List<List<ByteBuffer>> samples(ByteBuffer file) {
        return tracks(file).stream().map(track -> samples(file, track)).toList();
    }

    private static List<ByteBuffer> samples(ByteBuffer file, Box track) {
        Box tables = track.at("mdia", "minf", "stbl");
        List<Long> offsets = entries(tables.at("stco"));
        Box sizes = tables.at("stsz");
        Box perChunk = tables.at("stsc");
        List<ByteBuffer> found = new ArrayList<>();
        int run = 0;
        for (int chunk = 1; chunk <= offsets.size(); chunk++) {
            while (run + 1 < perChunk.field(4) && perChunk.field(8 + (run + 1) * 12) <= chunk) {
                run++;
            }
            long at = offsets.get(chunk - 1);
            for (long i = 0; i < perChunk.field(8 + run * 12 + 4); i++) {
                int size = (int) sizes.field(12 + found.size() * 4);
                found.add(file.slice((int) at, size));
                at += size;
            }
        }
        assertThat(found).hasSize((int) sizes.field(8));
        return found;
    }

    private static Stream<long[]> runs(Box table) {
        return LongStream.range(0, table.field(4))
                .mapToObj(i -> new long[] {table.field((int) (8 + i * 8)), table.field((int) (12 + i * 8))});
    }

    private static List<Long> entries(Box table) {
        return LongStream.range(0, table.field(4))
                .mapToObj(i -> table.field((int) (8 + i * 4)))
                .toList();
    }

    private static List<Box> tracks(ByteBuffer file) {
        return parse(file).at("moov").boxes().stream()
                .filter(box -> box.type().equals("trak"))
                .toList();
    }

    private static Box parse(ByteBuffer file) {
        return Box.container("file", Box.parse(file.duplicate()));
    }

    private ByteBuffer repeated(int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            loop.writeTo(Channels.newChannel(out), times);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private static int lastIndexOf(ByteBuffer bytes, String type) {
        int wanted = ByteBuffer.wrap(type.getBytes(StandardCharsets.US_ASCII)).getInt();
        for (int at = (int) parse(bytes).at("moov").size(); at >= 0; at--) {
            if (bytes.getInt(at) == wanted) {
                return at;
            }
        }
        throw new AssertionError("no " + type);
    }

    private static ByteBuffer shipped() {
        try (InputStream in = Mp4LoopTest.class.getResourceAsStream("/demo/loop.mp4")) {
            return ByteBuffer.wrap(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
