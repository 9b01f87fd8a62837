package dev.playhead.standalone.demo;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a static file server answers to a GET or HEAD of one file (RFC 9110, sections 13 and 14; one range at most). */
sealed interface FileAnswer {
    Pattern ONE_RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The whole file. */
    record Whole() implements FileAnswer {}

    /** Some bytes of it. */
    record Part(ByteRange range) implements FileAnswer {}

    /** The client's copy is still right. */
    record NotModified() implements FileAnswer {}

    /** The file has none of the bytes asked for. */
    record Unsatisfiable() implements FileAnswer {}

    /** Decides by the request's conditions, then by its range. */
    static FileAnswer to(MultiMap request, FileVersion file) {
        String known = request.get(HttpHeaders.IF_NONE_MATCH);
        String since = request.get(HttpHeaders.IF_MODIFIED_SINCE);
        if (known != null ? file.isListedIn(known) : file.lastModified().equals(since)) {
            return new NotModified();
        }
        String condition = request.get("if-range");
        boolean partWanted =
                condition == null || condition.equals(file.etag()) || condition.equals(file.lastModified());
        return requested(request.get("range"))
                .filter(range -> partWanted)
                .<FileAnswer>map(range ->
                        range.resolve(file.length()).<FileAnswer>map(Part::new).orElseGet(Unsatisfiable::new))
                .orElseGet(Whole::new);
    }

    /** Returns the one range of the field; empty when there is none, several, or no legal one. */
    private static Optional<RequestedRange> requested(@Nullable String field) {
        Matcher matcher = ONE_RANGE.matcher(field == null ? "" : field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        try {
            if (first.isEmpty()) {
                return Optional.of(new RequestedRange.Suffix(Long.parseLong(last)));
            }
            Long end = last.isEmpty() ? null : Long.valueOf(Long.parseLong(last) + 1);
            return Optional.of(new RequestedRange.From(Long.parseLong(first), end));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // "bytes=-", "bytes=5-4" and "bytes=-0" are no ranges
        }
    }
}
