package dev.playhead.common.bytes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.playhead.common.bytes.PreCache;
import dev.playhead.common.bytes.PreCacheWish;
import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.http.ContentRange;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.http.Problem;
import dev.playhead.common.model.CommandId;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.TraceContext;
import dev.playhead.common.model.Validator;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store and its callers say to each other: paths, header fields, statuses and documents, each defined here only. */
public final class StoreProtocol {
    public static final String MEDIA = "/v1/media";
    public static final String PRE_CACHES = "/v1/pre-caches";
    /** Below a wish: why its origin does not give it. */
    public static final String PROBLEM = "/problem";

    public static final String AFTER = "after";
    public static final String LIMIT = "limit";
    public static final String JSON = "application/json";

    private static final String SECRET = "playhead-secret";
    private static final String ETAG = "playhead-etag";
    private static final String LAST_MODIFIED = "playhead-last-modified";
    private static final String LENGTH = "playhead-length";
    private static final String CHUNK_SIZE = "playhead-chunk-size";
    private static final String CONTENT_TYPE = "playhead-content-type";
    private static final String SOURCE_PATH = "playhead-source-path";
    private static final String SOURCE_QUERY = "playhead-source-query";
    private static final String COMMAND = "playhead-command";
    private static final String ATTEMPT = "playhead-attempt";
    private static final String TIME_TO_FIRST_BYTE = "playhead-ttfb-micros";
    private static final String RECEIVED = "playhead-received-millis";
    private static final String AGE = "playhead-age-seconds";
    private static final String LIFETIME = "playhead-lifetime-seconds";
    private static final String CACHE_CONTROL = "playhead-cache-control";
    private static final String CONTENT_RANGE = "content-range";
    private static final long NANOS_PER_MICRO = 1000;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private StoreProtocol() {}

    public static String mediaPath(MediaId media) {
        return MEDIA + "/" + media;
    }

    public static String contentPath(MediaId media) {
        return mediaPath(media) + "/content";
    }

    public static String pinPath(MediaId media) {
        return mediaPath(media) + "/pin";
    }

    public static String preCachePath(MediaId media) {
        return mediaPath(media) + "/pre-cache";
    }

    public static String observedPath(MediaId media) {
        return mediaPath(media) + "/observed";
    }

    /** Presents the secret that the services of a fleet share. */
    public static void writeSecret(MultiMap headers, Optional<String> secret) {
        secret.ifPresent(value -> headers.set(SECRET, value));
    }

    /** Whether a caller may come in; takes the same time however wrong the secret is. */
    public static boolean isAdmitted(MultiMap headers, Optional<String> secret) {
        return secret.isEmpty()
                || MessageDigest.isEqual(
                        utf8(secret.get()),
                        utf8(Optional.ofNullable(headers.get(SECRET)).orElse("")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void writeHead(MultiMap headers, SpanHead head) {
        writeVersion(headers, head.version());
        writeFreshness(headers, head.freshness());
        headers.set(CONTENT_RANGE, new ContentRange(head.range(), head.version().length()).toHeader());
        headers.set(SOURCE_PATH, head.source().path());
        set(headers, SOURCE_QUERY, head.source().sealedQuery());
        headers.set(COMMAND, head.command().value());
        headers.set(ATTEMPT, Integer.toString(head.attempt()));
        headers.set(TIME_TO_FIRST_BYTE, Long.toString(head.timeToFirstByte().toNanos() / NANOS_PER_MICRO));
        TraceContext trace = head.trace();
        set(headers, TraceContext.HEADER, trace == null ? null : trace.toHeader());
    }

    /** Reads what {@link #writeHead} wrote; throws {@link IllegalArgumentException} that names what is wrong. */
    public static SpanHead readHead(MediaId media, MultiMap headers) {
        ContentRange range = ContentRange.parse(required(headers, CONTENT_RANGE))
                .orElseThrow(() -> wrong(CONTENT_RANGE, headers.get(CONTENT_RANGE)));
        return new SpanHead(
                media,
                new MediaSource(required(headers, SOURCE_PATH), headers.get(SOURCE_QUERY)),
                readVersion(headers),
                new CommandId(required(headers, COMMAND)),
                (int) number(headers, ATTEMPT),
                range.range(),
                Duration.ofNanos(number(headers, TIME_TO_FIRST_BYTE) * NANOS_PER_MICRO),
                readFreshness(headers),
                TraceContext.parse(headers.get(TraceContext.HEADER)).orElse(null));
    }

    public static void writeFreshness(MultiMap headers, Freshness freshness) {
        headers.set(RECEIVED, Long.toString(freshness.receivedMillis()));
        headers.set(AGE, Long.toString(freshness.ageSeconds()));
        Long lifetime = freshness.lifetimeSeconds();
        set(headers, LIFETIME, lifetime == null ? null : lifetime.toString());
        set(headers, CACHE_CONTROL, freshness.cacheControl());
    }

    /** Reads what {@link #writeFreshness} wrote; throws {@link IllegalArgumentException} that names what is wrong. */
    public static Freshness readFreshness(MultiMap headers) {
        return new Freshness(
                number(headers, RECEIVED),
                number(headers, AGE),
                headers.contains(LIFETIME) ? Long.valueOf(number(headers, LIFETIME)) : null,
                headers.get(CACHE_CONTROL));
    }

    public static void writeVersion(MultiMap headers, MediaVersion version) {
        set(headers, ETAG, version.validator().etag());
        set(headers, LAST_MODIFIED, version.validator().lastModified());
        headers.set(LENGTH, Long.toString(version.length()));
        headers.set(CHUNK_SIZE, Integer.toString(version.chunkSize()));
        set(headers, CONTENT_TYPE, version.contentType());
    }

    /** Reads what {@link #writeVersion} wrote; throws {@link IllegalArgumentException} that names what is wrong. */
    public static MediaVersion readVersion(MultiMap headers) {
        return new MediaVersion(
                new Validator(headers.get(ETAG), headers.get(LAST_MODIFIED)),
                number(headers, LENGTH),
                (int) number(headers, CHUNK_SIZE),
                headers.get(CONTENT_TYPE));
    }

    private static void set(MultiMap headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    private static String required(MultiMap headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return value;
    }

    private static long number(MultiMap headers, String name) {
        String value = required(headers, name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value);
        }
    }

    private static IllegalArgumentException wrong(String name, @Nullable String value) {
        return new IllegalArgumentException("header " + name + " '" + value + "' cannot be read");
    }

    public static Buffer toJson(Object document) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("documents of this protocol can be written", e);
        }
    }

    /** Reads a media document; throws {@link IllegalArgumentException} when it is none. */
    public static StoredMedia readMedia(Buffer json) {
        return read(json, new TypeReference<>() {});
    }

    /** Reads a list of media documents; throws {@link IllegalArgumentException} when it is none. */
    public static List<StoredMedia> readMediaList(Buffer json) {
        return read(json, new TypeReference<>() {});
    }

    /** Reads a wish; throws {@link IllegalArgumentException} when it is none. */
    public static PreCacheWish readWish(Buffer json) {
        return read(json, new TypeReference<>() {});
    }

    /** Reads how far a wish has come; throws {@link IllegalArgumentException} when it is none. */
    public static PreCache readPreCache(Buffer json) {
        return read(json, new TypeReference<>() {});
    }

    /** Reads a list of them; throws {@link IllegalArgumentException} when it is none. */
    public static List<PreCache> readPreCacheList(Buffer json) {
        return read(json, new TypeReference<>() {});
    }

    private static <T> T read(Buffer json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json.toString(), type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a document cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns the answer that stands for an outcome; the other side reads it with {@link #toException}. */
    public static Problem toProblem(Throwable failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof StoreException.StaleVersion) {
            return new Problem(409, "version is not current", detail);
        }
        if (failure instanceof StoreException.Unsettled) {
            return new Problem(423, "version is not settled", detail);
        }
        if (failure instanceof StoreException.Full) {
            return new Problem(507, "no room", detail);
        }
        if (failure instanceof StoreException.VersionGone) {
            return new Problem(410, "version is gone", detail);
        }
        if (failure instanceof StoreException) {
            return new Problem(503, "store cannot work", detail);
        }
        if (failure instanceof IllegalArgumentException) {
            return new Problem(400, "request cannot be understood", detail);
        }
        return new Problem(500, "store failed", failure.getClass().getSimpleName());
    }

    /** Returns the outcome that an answer other than a success stands for. */
    public static StoreException toException(int status, String detail) {
        return switch (status) {
            case 409 -> new StoreException.StaleVersion(detail);
            case 423 -> new StoreException.Unsettled(detail);
            case 507 -> new StoreException.Full(detail);
            case 410 -> new StoreException.VersionGone(detail);
            default -> new StoreException.Unavailable("store answered " + status + ": " + detail);
        };
    }
}
