package dev.playhead.testkit.http;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One connection of a player that sends exactly what it is told, and reads as fast as it is told. */
public final class Player implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    /** An answer. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonObject json() {
            return new JsonObject(text());
        }
    }

    /** Connects to a port of this host. */
    public Player(int port) throws IOException {
        // A small receive buffer lets a player that does not read be noticed soon; it must be set before connecting.
        socket.setReceiveBufferSize(64 * 1024);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = socket.getInputStream();
    }

    public Answer get(String target, String... headers) throws IOException {
        return ask("GET", target, headers);
    }

    public Answer ask(String method, String target, String... headers) throws IOException {
        send(method, target, headers);
        return answer(method);
    }

    /** Sends a text as the body of a request. */
    public Answer tell(String method, String target, String body, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length;
        send(method, target, all);
        raw(body);
        return answer(method);
    }

    /** Sends a request and reads nothing. */
    public void send(String method, String target, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        raw(text.append("\r\n").toString());
    }

    public void raw(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads a whole answer; throws {@link EOFException} when the connection breaks before. */
    public Answer answer(String method) throws IOException {
        Answer head = head();
        if (method.equals("HEAD") || head.status() == 304 || head.status() == 204) {
            return head;
        }
        if (head.header("transfer-encoding").isPresent()) {
            return new Answer(head.status(), head.headers(), chunks());
        }
        return new Answer(
                head.status(),
                head.headers(),
                body(Integer.parseInt(head.headers().get("content-length"))));
    }

    /** Reads status line and header fields. */
    public Answer head() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field = line(); !field.isEmpty(); field = line()) {
            int colon = field.indexOf(':');
            headers.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new byte[0]);
    }

    /** Reads so many bytes; throws {@link EOFException} when the connection breaks before. */
    public byte[] body(int count) throws IOException {
        byte[] body = in.readNBytes(count);
        if (body.length < count) {
            throw new EOFException("broken after " + body.length + " of " + count + " bytes");
        }
        return body;
    }

    /** Reads the next part of a chunked body. */
    public String chunk() throws IOException {
        String chunk = new String(body(Integer.parseInt(line(), 16)), StandardCharsets.UTF_8);
        line();
        return chunk;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(body(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("broken after '" + line + "'");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
