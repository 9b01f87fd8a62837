package dev.playhead.standalone.demo.mp4;

import java.nio.ByteBuffer;

/**
 * The sample tables of one track (ISO/IEC 14496-12, section 8.6 and 8.7), written several times in a row.
 *
 * <p>A table is a head, a count and that many entries. In the k-th repetition an entry is the same, except that sample
 * and chunk numbers go on counting and chunk offsets point into the k-th copy of the payload. A table that is not known
 * here is refused, since it may number samples too.
 */
final class SampleTables {
    private static final int VERSION_AND_FLAGS = 4;
    private static final int COUNT = 4;

    private final Box tables;
    private final int times;
    private final long samples;
    private final long chunks;

    /** @param tables the track's {@code stbl} */
    SampleTables(Box tables, int times) {
        this.tables = tables;
        this.times = times;
        this.samples = tables.at("stsz").field(VERSION_AND_FLAGS + 4);
        this.chunks = tables.at("stco").field(VERSION_AND_FLAGS);
    }

    /**
     * Returns the tables of the repeated track.
     *
     * @param moved by how many bytes the first copy of the payload lies behind where the source has it
     * @param payload bytes of one copy
     */
    Box repeated(long moved, long payload) {
        return tables.mapped(table -> switch (table.type()) {
            case "stsd", "sgpd" -> table;
            case "stts", "ctts" -> repeated(table, VERSION_AND_FLAGS, 8, (first, k) -> first);
            case "sbgp" -> repeated(table, groupingHead(table), 8, (first, k) -> first);
            case "stsz" -> repeatedSizes(table);
            case "stss" -> repeated(table, VERSION_AND_FLAGS, 4, (first, k) -> first + k * samples);
            case "stsc" -> repeated(table, VERSION_AND_FLAGS, 12, (first, k) -> first + k * chunks);
            case "stco" -> repeated(table, VERSION_AND_FLAGS, 4, (first, k) -> first + moved + k * payload);
            default -> throw new IllegalArgumentException("MP4 sample table " + table.type() + " cannot be repeated");
        });
    }

    private static int groupingHead(Box table) {
        boolean withParameter = table.content().get(0) == 1;
        return VERSION_AND_FLAGS + 4 + (withParameter ? 4 : 0);
    }

    private Box repeatedSizes(Box table) {
        boolean allTheSame = table.field(VERSION_AND_FLAGS) != 0;
        return allTheSame
                ? table.withField(VERSION_AND_FLAGS + 4, samples * times)
                : repeated(table, VERSION_AND_FLAGS + 4, 4, (first, k) -> first);
    }

    private Box repeated(Box table, int headBytes, int entryBytes, Shift shift) {
        int count = Math.toIntExact(table.field(headBytes));
        ByteBuffer entries = table.content().slice(headBytes + COUNT, Math.multiplyExact(count, entryBytes));
        ByteBuffer out =
                ByteBuffer.allocate(Math.addExact(headBytes + COUNT, Math.multiplyExact(entries.remaining(), times)));
        out.put(table.content().slice(0, headBytes)).putInt(Math.multiplyExact(count, times));
        for (long k = 0; k < times; k++) {
            int copy = out.position();
            out.put(entries.duplicate());
            for (int entry = copy; entry < out.position(); entry += entryBytes) {
                out.putInt(entry, narrowed(shift.apply(Integer.toUnsignedLong(out.getInt(entry)), k)));
            }
        }
        return Box.leaf(table.type(), out.flip());
    }

    private static int narrowed(long unsigned) {
        if (unsigned < 0 || unsigned > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(
                    "MP4 table entry " + unsigned + " does not fit 32 bits: repeat fewer times");
        }
        return (int) unsigned;
    }

    /** What the first field of an entry becomes in a repetition, counted from 0. */
    @FunctionalInterface
    private interface Shift {
        long apply(long first, long repetition);
    }
}
