package dev.playhead.testkit.origin;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an origin answers to one request, faults included: a pure function of request, file and faults.
 *
 * @param headers Content-Length left out when the answer has none
 * @param offset of the body's first byte in the content
 * @param length of the body that is really sent
 * @param faults all that apply; those of time and breakage are left to the sender
 */
record Answer(
        int status, Map<String, String> headers, RampContent content, long offset, long length, List<Fault> faults) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final String CONTENT_LENGTH = "Content-Length";

    static Answer to(OriginRequest request, OriginFile.State current, List<Fault> faults) {
        OriginFile.State file = find(faults, Fault.AsVersion.class)
                .map(mirror -> current.as(mirror.version()))
                .orElse(current);
        Optional<Fault.Status> status = find(faults, Fault.Status.class);
        if (status.isPresent()) {
            Map<String, String> headers = fields(file);
            headers.putAll(status.get().headers());
            return bare(status.get().status(), headers, file, faults);
        }
        if (request.header("If-None-Match")
                .filter(tag -> tag.equals(file.etag()))
                .isPresent()) {
            return bare(304, fields(file), file, faults);
        }
        Optional<long[]> asked =
                find(faults, Fault.IgnoreRange.class).isPresent() ? Optional.empty() : asked(request, file);
        if (asked.isEmpty()) {
            return body(200, fields(file), file, new long[] {0, file.length()}, request, faults);
        }
        long[] range = asked.get();
        if (range[0] >= range[1]) {
            Map<String, String> headers = fields(file);
            headers.put("Content-Range", ContentRange.unsatisfied(file.length()));
            return bare(416, headers, file, faults);
        }
        return partial(range, request, file, faults);
    }

    private static Answer partial(long[] range, OriginRequest request, OriginFile.State file, List<Fault> faults) {
        long shift = find(faults, Fault.SendShiftedRange.class)
                .map(Fault.SendShiftedRange::by)
                .orElse(0L);
        long[] sent = {range[0] + shift, Math.min(file.length(), range[1] + shift)};
        Optional<Fault.LongBody> more = find(faults, Fault.LongBody.class).filter(Fault.LongBody::honest);
        sent[1] = Math.min(
                file.length(), sent[1] + more.map(Fault.LongBody::extra).orElse(0L));
        long claimed = find(faults, Fault.ClaimShiftedRange.class)
                .map(Fault.ClaimShiftedRange::by)
                .orElse(0L);
        long total = find(faults, Fault.ClaimLength.class)
                .map(Fault.ClaimLength::total)
                .orElse(file.length());
        Map<String, String> headers = fields(file);
        headers.put("Content-Range", "bytes " + (sent[0] + claimed) + "-" + (sent[1] + claimed - 1) + "/" + total);
        return body(206, headers, file, sent, request, faults);
    }

    private static Answer body(
            int status,
            Map<String, String> headers,
            OriginFile.State file,
            long[] range,
            OriginRequest request,
            List<Fault> faults) {
        long length = range[1] - range[0];
        long claimed = length;
        Optional<Fault.ShortBody> cut = find(faults, Fault.ShortBody.class);
        if (cut.isPresent()) {
            length = Math.min(length, cut.get().bytes());
            claimed = cut.get().honest() ? length : claimed;
        }
        Optional<Fault.LongBody> more = find(faults, Fault.LongBody.class).filter(fault -> !fault.honest());
        if (more.isPresent()) {
            length += more.get().extra();
            claimed = length;
        }
        if (find(faults, Fault.NoLength.class).isEmpty()) {
            headers.put(CONTENT_LENGTH, Long.toString(claimed));
        }
        rewrite(headers, faults);
        return new Answer(
                status, headers, file.content(), range[0], request.method().equals("HEAD") ? 0 : length, faults);
    }

    private static Answer bare(int status, Map<String, String> headers, OriginFile.State file, List<Fault> faults) {
        headers.put(CONTENT_LENGTH, "0");
        rewrite(headers, faults);
        return new Answer(status, headers, file.content(), 0, 0, faults);
    }

    private static Map<String, String> fields(OriginFile.State file) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept-Ranges", "bytes");
        headers.put("Content-Type", file.contentType());
        put(headers, "ETag", file.etag());
        put(headers, "Last-Modified", file.lastModified());
        return headers;
    }

    private static void rewrite(Map<String, String> headers, List<Fault> faults) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.Header header) {
                put(headers, header.name(), header.value());
            }
        }
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
    }

    /** Returns the range asked for as [start, end), empty in itself when unsatisfiable; none when the whole is meant. */
    private static Optional<long[]> asked(OriginRequest request, OriginFile.State file) {
        Matcher matcher = RANGE.matcher(request.range().orElse(""));
        if (!request.method().equals("GET") || !matcher.matches() || !ifRangeHolds(request, file)) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new long[] {Math.max(0, file.length() - Long.parseLong(last)), file.length()});
        }
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? file.length() : Math.min(file.length(), Long.parseLong(last) + 1);
        return !last.isEmpty() && Long.parseLong(last) < start
                ? Optional.empty()
                : Optional.of(new long[] {start, end});
    }

    private static boolean ifRangeHolds(OriginRequest request, OriginFile.State file) {
        String expected = request.header("If-Range").orElse(null);
        return expected == null
                || (!expected.startsWith("W/") && expected.equals(file.etag()))
                || expected.equals(file.lastModified());
    }

    /** Returns the last fault of a kind: the one added last wins. */
    static <F extends Fault> Optional<F> find(List<Fault> faults, Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).reduce((older, newer) -> newer);
    }

    <F extends Fault> Optional<F> find(Class<F> kind) {
        return find(faults, kind);
    }

    /** Whether the body stops before the length that the head claims. */
    boolean endsEarly() {
        String claimed = headers.get(CONTENT_LENGTH);
        return claimed != null && Long.parseLong(claimed) > length;
    }

    ByteRange range() {
        return ByteRange.ofLength(offset, length);
    }
}
