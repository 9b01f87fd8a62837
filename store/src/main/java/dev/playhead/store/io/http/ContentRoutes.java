package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanWriter;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes in and out. Event loop only. */
final class ContentRoutes {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})?-(\\d{1,18})?");

    private final SliceSender.Means means;
    private final SpanWriter writer;
    private final MediaReader reader;

    ContentRoutes(SliceSender.Means means, SpanWriter writer, MediaReader reader) {
        this.means = means;
        this.writer = writer;
        this.reader = reader;
    }

    void put(RoutingContext route, MediaId media) {
        HttpServerRequest request = route.request();
        SpanHead head = StoreProtocol.readHead(media, request.headers());
        request.pause();
        SpanUpload upload = new SpanUpload(request);
        writer.open(head)
                .onSuccess(upload::begin)
                .onFailure(refused -> upload.refuse(StoreProtocol.toProblem(refused)));
    }

    void get(RoutingContext route, MediaId media) {
        RequestedRange range = range(route.request().getHeader("range"));
        MediaRead read = reader.open(media, range);
        new ContentDownload(means, route.request(), read, range).start();
    }

    /** One range or none: the callers are ours, so what is malformed is a mistake and not to be ignored. */
    static RequestedRange range(@Nullable String header) {
        if (header == null) {
            return RequestedRange.WHOLE;
        }
        Matcher matcher = RANGE.matcher(header);
        if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2) == null)) {
            throw new IllegalArgumentException("header range '" + header + "' is not one range of bytes");
        }
        String last = matcher.group(2);
        if (matcher.group(1) == null) {
            return new RequestedRange.Suffix(Long.parseLong(last));
        }
        return new RequestedRange.From(
                Long.parseLong(matcher.group(1)), last == null ? null : (Long) (Long.parseLong(last) + 1));
    }
}
