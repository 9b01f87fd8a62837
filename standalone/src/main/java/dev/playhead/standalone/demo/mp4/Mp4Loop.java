package dev.playhead.standalone.demo.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;

/**
 * A short MP4 that can be written as a long one: the same samples, several times in a row.
 *
 * <p>The result has its index in front ("fast start"), then the source's payload as many times as asked; nothing is
 * encoded. The source must be one plain file: {@code ftyp}, {@code moov} and one {@code mdat}, no fragments, 32-bit
 * fields, at most one edit a track, the first sample of each track decodable by itself, and all tracks exactly as long
 * as each other, as picture and sound would else drift apart. Immutable.
 */
public final class Mp4Loop {
    private static final int TIMESCALE = 12;
    /** Of {@code mvhd} and {@code mdhd}. */
    private static final int DURATION = 16;

    private static final int TRACK_DURATION = 20;
    private static final int EDITS = 4;
    private static final int EDIT_DURATION = 8;
    private static final int EDIT_MEDIA_TIME = 12;
    private static final int NO_MEDIA = -1;

    private final Box fileType;
    private final Box movie;
    private final ByteBuffer payload;
    private final long payloadStart;
    private final long movieScale;
    /** Of one loop, in units of the movie's time scale. */
    private final long length;

    private Mp4Loop(Box file) {
        fileType = file.at("ftyp");
        movie = file.at("moov");
        payload = file.at("mdat").content();
        payloadStart = positionOf("mdat", file.boxes()) + Box.HEADER_BYTES;
        movieScale = plain(movie.at("mvhd")).field(TIMESCALE);
        length = loopLength();
        tracks().forEach(this::requirePlain);
    }

    /**
     * Reads a whole file.
     *
     * @throws IllegalArgumentException when it is no MP4, or not one that can be repeated; the message says why
     */
    public static Mp4Loop parse(ByteBuffer file) {
        return new Mp4Loop(Box.container("file", Box.parse(file)));
    }

    /** Returns how long a file plays that has this many loops. */
    public Duration duration(int times) {
        return Duration.ofMillis(Math.multiplyExact(length, times) * 1000 / movieScale);
    }

    /** Returns how many bytes a file has that has this many loops. */
    public long size(int times) {
        return header(times).remaining() + Math.multiplyExact(payload.remaining(), (long) times);
    }

    /** Writes the whole file; the channel stays open. */
    public void writeTo(WritableByteChannel out, int times) throws IOException {
        writeFully(out, header(times));
        for (int k = 0; k < times; k++) {
            writeFully(out, payload.duplicate());
        }
    }

    private static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Returns everything in front of the payload. */
    private ByteBuffer header(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("an MP4 cannot be repeated " + times + " times");
        }
        int size = fileType.size() + repeated(times, 0).size() + Box.HEADER_BYTES; // the same for every offset
        Box index = repeated(times, size - payloadStart);
        ByteBuffer out = ByteBuffer.allocate(size);
        fileType.writeTo(out);
        index.writeTo(out);
        Box.leaf("mdat", ByteBuffer.allocate(0)).writeTo(out);
        long dataSize = Box.HEADER_BYTES + Math.multiplyExact(payload.remaining(), (long) times);
        return out.putInt(size - Box.HEADER_BYTES, Math.toIntExact(dataSize)).flip();
    }

    private Box repeated(int times, long moved) {
        long added = length * (times - 1);
        return movie.mapped(box -> switch (box.type()) {
            case "mvhd" -> box.withField(DURATION, box.field(DURATION) + added);
            case "trak" -> repeatedTrack(box, times, moved);
            default -> box;
        });
    }

    private Box repeatedTrack(Box track, int times, long moved) {
        long added = length * (times - 1);
        Box tables = new SampleTables(track.at("mdia", "minf", "stbl"), times).repeated(moved, payload.remaining());
        return track.mapped(box -> switch (box.type()) {
            case "tkhd" -> box.withField(TRACK_DURATION, box.field(TRACK_DURATION) + added);
            case "edts" -> box.mapped(edit -> edit.withField(EDIT_DURATION, edit.field(EDIT_DURATION) + added));
            case "mdia" ->
                box.mapped(inner -> switch (inner.type()) {
                    case "mdhd" -> inner.withField(DURATION, inner.field(DURATION) * times);
                    case "minf" -> inner.mapped(part -> part.type().equals("stbl") ? tables : part);
                    default -> inner;
                });
            default -> box;
        });
    }

    private List<Box> tracks() {
        return movie.boxes().stream().filter(box -> box.type().equals("trak")).toList();
    }

    private long loopLength() {
        List<Box> headers =
                tracks().stream().map(track -> plain(track.at("mdia", "mdhd"))).toList();
        List<Long> lengths = headers.stream()
                .map(header -> header.field(DURATION) * movieScale / header.field(TIMESCALE))
                .distinct()
                .toList();
        boolean exact =
                headers.stream().allMatch(header -> header.field(DURATION) * movieScale % header.field(TIMESCALE) == 0);
        if (lengths.size() != 1 || !exact) {
            throw new IllegalArgumentException(
                    "MP4 tracks of different length cannot be repeated: " + lengths + " / " + movieScale + " s");
        }
        return lengths.get(0);
    }

    private void requirePlain(Box track) {
        plain(track.at("tkhd"));
        track.find("edts").map(edits -> plain(edits.at("elst"))).ifPresent(edits -> {
            if (edits.field(EDITS) != 1 || edits.content().getInt(EDIT_MEDIA_TIME) == NO_MEDIA) {
                throw new IllegalArgumentException("an MP4 track that is more than one edit cannot be repeated");
            }
        });
        Box offsets = track.at("mdia", "minf", "stbl", "stco");
        for (int at = 8; at < offsets.content().remaining(); at += 4) {
            long offset = offsets.field(at) - payloadStart;
            if (offset < 0 || offset >= payload.remaining()) {
                throw new IllegalArgumentException("an MP4 chunk lies outside of mdat, at byte " + offsets.field(at));
            }
        }
    }

    private static Box plain(Box box) {
        if (box.content().get(0) != 0) {
            throw new IllegalArgumentException("MP4 box " + box.type() + " with 64-bit times is not supported");
        }
        return box;
    }

    private static long positionOf(String type, List<Box> boxes) {
        return boxes.stream()
                .takeWhile(box -> !box.type().equals(type))
                .mapToLong(Box::size)
                .sum();
    }
}
