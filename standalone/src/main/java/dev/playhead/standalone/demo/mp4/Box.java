package dev.playhead.standalone.demo.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One box of an MP4 file (ISO/IEC 14496-12, section 4.2): a leaf with content, or a container of boxes.
 *
 * <p>Boxes of 64-bit size are not read: this is for files that fit in memory.
 *
 * @param type four characters
 * @param content of a leaf, without the box header; empty in a container
 * @param boxes of a container, in file order; empty in a leaf
 */
record Box(String type, ByteBuffer content, List<Box> boxes) {
    /** Size and type. */
    static final int HEADER_BYTES = 8;

    private static final Set<String> CONTAINERS = Set.of("moov", "trak", "edts", "mdia", "minf", "stbl");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    static Box leaf(String type, ByteBuffer content) {
        return new Box(type, content.slice().asReadOnlyBuffer(), List.of());
    }

    static Box container(String type, List<Box> boxes) {
        return new Box(type, NOTHING, List.copyOf(boxes));
    }

    /** Returns the boxes that fill the rest of the buffer. */
    static List<Box> parse(ByteBuffer in) {
        List<Box> boxes = new ArrayList<>();
        while (in.hasRemaining()) {
            int start = in.position();
            try {
                int size = in.getInt();
                byte[] type = new byte[4];
                in.get(type);
                boxes.add(parse(
                        new String(type, StandardCharsets.ISO_8859_1),
                        in.slice(start + HEADER_BYTES, size - HEADER_BYTES)));
                in.position(start + size);
            } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
                throw new IllegalArgumentException("MP4 box at byte " + start + " does not fit its parent", e);
            }
        }
        return boxes;
    }

    private static Box parse(String type, ByteBuffer content) {
        return CONTAINERS.contains(type) ? container(type, parse(content)) : leaf(type, content);
    }

    int size() {
        return HEADER_BYTES
                + content.remaining()
                + boxes.stream().mapToInt(Box::size).sum();
    }

    void writeTo(ByteBuffer out) {
        out.putInt(size()).put(type.getBytes(StandardCharsets.ISO_8859_1)).put(content.duplicate());
        boxes.forEach(box -> box.writeTo(out));
    }

    /** Returns the first box at the path of types below this one. */
    Box at(String... path) {
        Box box = this;
        for (String step : path) {
            box = box.find(step)
                    .orElseThrow(() ->
                            new IllegalArgumentException("MP4 box " + type + " has no " + String.join("/", path)));
        }
        return box;
    }

    Optional<Box> find(String wanted) {
        return boxes.stream().filter(box -> box.type.equals(wanted)).findFirst();
    }

    /** Returns this container with each of its boxes replaced. */
    Box mapped(UnaryOperator<Box> change) {
        return container(type, boxes.stream().map(change).toList());
    }

    /** Returns the unsigned 32-bit field at a byte of the content. */
    long field(int at) {
        return Integer.toUnsignedLong(content.getInt(at));
    }

    /** Returns this leaf with another value in the unsigned 32-bit field at a byte of the content. */
    Box withField(int at, long value) {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("MP4 box " + type + ": " + value + " does not fit 32 bits");
        }
        ByteBuffer copy = ByteBuffer.allocate(content.remaining())
                .put(content.duplicate())
                .flip();
        return leaf(type, copy.putInt(at, (int) value));
    }
}
