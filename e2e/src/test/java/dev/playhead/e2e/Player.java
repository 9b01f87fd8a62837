package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A player that reads by HTTP Range and checks every byte it gets against the origin's content. */
final class Player {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern VERSION = Pattern.compile("\"v(\\d+)-");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;
    private final String name;

    /**
     * Makes a player.
     *
     * @param base the gateway's URL of the origin
     * @param name what it calls itself; players of one name at one address are one viewer when one follows the other
     */
    Player(String base, String name) {
        this.base = base;
        this.name = name;
    }

    /** Reads one range to its end and checks status, headers and bytes. */
    void read(OriginFile file, long start, long length) {
        try (Stream stream = open(file, "bytes=" + start + "-" + (start + length - 1))) {
            assertThat(stream.response.statusCode()).isEqualTo(206);
            assertThat(header(stream.response, "content-range"))
                    .isEqualTo("bytes " + start + "-" + (start + length - 1) + "/" + file.length());
            stream.startAt(start).take(length).expectEnd();
        }
    }

    /** Reads the whole media without a Range field. */
    void readWhole(OriginFile file) {
        try (Stream stream = open(file, null)) {
            assertThat(stream.response.statusCode()).isEqualTo(200);
            assertThat(header(stream.response, "content-length")).isEqualTo(Long.toString(file.length()));
            stream.take(file.length()).expectEnd();
        }
    }

    /** Begins to play from a position, open-ended, as players do. */
    Stream play(OriginFile file, long start) {
        Stream stream = open(file, "bytes=" + start + "-");
        assertThat(stream.response.statusCode()).isEqualTo(206);
        return stream.startAt(start);
    }

    /** Sends a request as it is. */
    Stream open(OriginFile file, @Nullable String range) {
        HttpRequest.Builder request = request(file.path());
        if (range != null) {
            request.header("Range", range);
        }
        HttpResponse<InputStream> response = send(request.build(), BodyHandlers.ofInputStream());
        return new Stream(response, contentOf(file, response));
    }

    /** An answer that names its version is held to it; another is held to what the origin has now. */
    private static RampContent contentOf(OriginFile file, HttpResponse<?> response) {
        Matcher tag = VERSION.matcher(header(response, "etag"));
        return tag.find() ? new RampContent(file.path(), Integer.parseInt(tag.group(1))) : file.content();
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<Void> head(OriginFile file) {
        return send(
                request(file.path())
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE).header("User-Agent", name);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One open response; closing it before its end is what a player does when its viewer seeks. */
    static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final RampContent content;
        private long position;

        Stream(HttpResponse<InputStream> response, RampContent content) {
            this.response = response;
            this.content = content;
        }

        Stream startAt(long start) {
            position = start;
            return this;
        }

        long position() {
            return position;
        }

        String header(String name) {
            return Player.header(response, name);
        }

        int status() {
            return response.statusCode();
        }

        /** Takes so many bytes more, each the origin's. */
        Stream take(long count) {
            long end = position + count;
            while (position < end) {
                byte[] bytes = readNBytes((int) Math.min(1 << 20, end - position));
                assertThat(bytes).as("bytes at %d", position).isNotEmpty();
                assertThat(content.firstMismatch(bytes, position))
                        .as("first wrong byte")
                        .isEmpty();
                position += bytes.length;
            }
            return this;
        }

        void expectEnd() {
            assertThat(readNBytes(1)).as("bytes behind the end").isEmpty();
        }

        /** Returns what was taken, checked, until the response ended or broke. */
        ByteRange takeUntilBroken() {
            long start = position;
            try {
                while (true) {
                    byte[] bytes = response.body().readNBytes(1 << 16);
                    if (bytes.length == 0) {
                        throw new AssertionError("the response ended as if whole, at " + position);
                    }
                    assertThat(content.firstMismatch(bytes, position)).isEmpty();
                    position += bytes.length;
                }
            } catch (IOException broken) {
                return new ByteRange(start, Math.max(position, start + 1));
            }
        }

        private byte[] readNBytes(int count) {
            try {
                return response.body().readNBytes(count);
            } catch (IOException e) {
                throw new UncheckedIOException("at " + position, e);
            }
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
