package dev.playhead.gateway.core.api;

import dev.playhead.common.http.core.RangeHeader;
import dev.playhead.common.model.RequestedRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the body of a pre-cache request asks for.
 *
 * @param url of the media, at its origin or at ours; empty where the path of the request names the media
 * @param range the whole media unless said otherwise
 */
public record PreCacheOrder(Optional<String> url, RequestedRange range) {
    private static final String URL = "url";
    private static final String RANGE = "range";

    /** Reads the fields of a document; throws {@link IllegalArgumentException} that names the one that is wrong. */
    public static PreCacheOrder of(Map<String, ?> fields) {
        fields.keySet().forEach(name -> {
            if (!name.equals(URL) && !name.equals(RANGE)) {
                throw new IllegalArgumentException("'" + name + "' is no field of a pre-cache; url and range are");
            }
        });
        return new PreCacheOrder(
                text(fields, URL), text(fields, RANGE).map(PreCacheOrder::range).orElse(RequestedRange.WHOLE));
    }

    /** Where the path names the media, the document must not name another. */
    public PreCacheOrder withoutUrl() {
        if (url.isPresent()) {
            throw new IllegalArgumentException("url: the path names the media already");
        }
        return this;
    }

    private static Optional<String> text(Map<String, ?> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw new IllegalArgumentException(name + ": '" + value + "' is not a text");
    }

    private static RequestedRange range(String text) {
        if (RangeHeader.parse(List.of(text)) instanceof RangeHeader.Single single) {
            return single.range();
        }
        throw new IllegalArgumentException(RANGE + ": '" + text + "' is not one range such as bytes=0-1048575");
    }
}
