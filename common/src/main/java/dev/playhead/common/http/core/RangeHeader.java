package dev.playhead.common.http.core;

import dev.playhead.common.model.Alphabet;
import dev.playhead.common.model.RequestedRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the Range field of a request asks for (RFC 9110, section 14.2). */
public sealed interface RangeHeader {
    RangeHeader NONE = new None();
    /** More than any player or document viewer asks for at a time; each costs a read and a head of its own. */
    int MAX_RANGES = 16;

    /** Whether a content of that length holds a byte that is asked for, or none is asked for in particular. */
    boolean isSatisfiable(long length);

    /** No range: the field is absent, malformed, repeated, in a unit that is not bytes, or has too many ranges. */
    record None() implements RangeHeader {
        @Override
        public boolean isSatisfiable(long length) {
            return true;
        }
    }

    /** One range. */
    record Single(RequestedRange range) implements RangeHeader {
        @Override
        public boolean isSatisfiable(long length) {
            return range.resolve(length).isPresent();
        }
    }

    /** Two ranges or more, {@value #MAX_RANGES} at most, in the order asked for; they may overlap. */
    record Several(List<RequestedRange> ranges) implements RangeHeader {
        public Several {
            ranges = List.copyOf(ranges);
        }

        @Override
        public boolean isSatisfiable(long length) {
            return ranges.stream().anyMatch(range -> range.resolve(length).isPresent());
        }
    }

    /** A well-formed field that asks for no byte of any content: {@code bytes=-0}. */
    record Nothing() implements RangeHeader {
        @Override
        public boolean isSatisfiable(long length) {
            return false;
        }
    }

    /**
     * Reads the fields of a request.
     *
     * <p>Positions too large for a {@code long} stand for the largest one, which no content reaches.
     *
     * @param fields every Range field, as sent; the field may stand once only
     */
    static RangeHeader parse(List<String> fields) {
        return fields.size() == 1 ? Parser.parse(fields.get(0)) : NONE;
    }

    /** The grammar: {@code range-unit "=" 1#( int-range / suffix-range )}. */
    final class Parser {
        private static final String UNIT = "bytes";

        private Parser() {}

        private static RangeHeader parse(String field) {
            int equals = field.indexOf('=');
            if (equals < 0
                    || !field.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(UNIT)) {
                return NONE;
            }
            List<RequestedRange> ranges = new ArrayList<>();
            int asked = 0;
            for (String part : field.substring(equals + 1).split(",", -1)) {
                String spec = part.strip();
                if (!spec.isEmpty()) {
                    int dash = spec.indexOf('-');
                    String first = spec.substring(0, Math.max(0, dash));
                    String last = spec.substring(dash + 1);
                    if (dash < 0 || !isLegal(first, last) || ++asked > MAX_RANGES) {
                        return NONE;
                    }
                    range(first, last).ifPresent(ranges::add);
                }
            }
            return asked > 0 ? of(ranges) : NONE;
        }

        private static RangeHeader of(List<RequestedRange> ranges) {
            return switch (ranges.size()) {
                case 0 -> new Nothing();
                case 1 -> new Single(ranges.get(0));
                default -> new Several(ranges);
            };
        }

        private static boolean isLegal(String first, String last) {
            boolean given = !first.isEmpty() || !last.isEmpty();
            boolean both = !first.isEmpty() && !last.isEmpty();
            return given
                    && Alphabet.DIGITS.spells(first)
                    && Alphabet.DIGITS.spells(last)
                    && !(both && number(last) < number(first));
        }

        private static Optional<RequestedRange> range(String first, String last) {
            if (first.isEmpty()) {
                long count = number(last);
                return count == 0 ? Optional.empty() : Optional.of(new RequestedRange.Suffix(count));
            }
            boolean open = last.isEmpty() || number(last) == RequestedRange.MAX_POSITION;
            return Optional.of(new RequestedRange.From(number(first), open ? null : Long.valueOf(number(last) + 1)));
        }

        /** A number with more digits than any media has bytes means the same as one behind the end of all of them. */
        private static long number(String digits) {
            try {
                return Math.min(Long.parseLong(digits), RequestedRange.MAX_POSITION);
            } catch (NumberFormatException tooLarge) {
                return RequestedRange.MAX_POSITION;
            }
        }
    }
}
