package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.gateway.fake.Gateway;
import dev.playhead.gateway.fake.TalkingSocket;
import dev.playhead.testkit.http.Player;
import dev.playhead.testkit.http.Player.Answer;
import dev.playhead.testkit.origin.MediaServer;
import dev.playhead.testkit.origin.RampContent;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes on for long through a gateway that stands in for a media server: sockets, events, uploads. */
class TransparentStreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UPLOAD = 64 * 1024 * 1024;
    /** What sockets and queues between player and origin may hold of an upload that nobody reads. */
    private static final int BUFFERED = 24 * 1024 * 1024;

    @TempDir
    Path directory;

    private MediaServer server;
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        server = MediaServer.start();
        gateway = Gateway.start(Gateway.transparent(8), server.url(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        server.close();
    }

    @Test
    void carriesAWebSocketBothWaysUntilItIsClosed() throws Exception {
        // Given
        TalkingSocket talk = new TalkingSocket();
        WebSocket socket = connect("/socket", talk);
        byte[] large = new RampContent("message", 1).bytes(0, 200_000);

        // When
        socket.sendText("hello", true).get(10, TimeUnit.SECONDS);
        String text = talk.nextText();
        socket.sendBinary(ByteBuffer.wrap(large), true).get(10, TimeUnit.SECONDS);
        byte[] echoed = talk.nextBinary();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(10, TimeUnit.SECONDS);

        // Then
        assertThat(text).isEqualTo("hello");
        assertThat(echoed).isEqualTo(large);
        assertThat(talk.closed()).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }

    @Test
    void bringsTheAnswerToAHandshakeThatIsRefused() throws Exception {
        try (Player player = gateway.connect()) {
            // When
            Answer refused = player.get(
                    "/private/socket",
                    "Connection: keep-alive, Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

            // Then
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.headers()).containsEntry("www-authenticate", MediaServer.CHALLENGE);
            assertThat(refused.text()).isEqualTo("who are you?");
        }
    }

    @Test
    void bringsEachEventWhenItHappens() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("GET", "/events");
            Answer head = player.head();
            String hello = player.chunk();

            // When
            server.tell("one");
            String one = player.chunk();
            server.tell("two");

            // Then
            assertThat(head.headers()).containsEntry("content-type", "text/event-stream");
            assertThat(hello).isEqualTo(": hello\n\n");
            assertThat(one).isEqualTo("data: one\n\n");
            assertThat(player.chunk()).isEqualTo("data: two\n\n");
        }
    }

    @Test
    void tellsTheOriginThatAListenerHasLeft() throws Exception {
        // Given
        Player player = gateway.connect();
        player.send("GET", "/events");
        player.head();

        // When
        player.close();

        // Then
        await().atMost(PATIENCE).until(() -> server.listeners() == 0);
    }

    @Test
    void givesAnEndlessAnswerToAPlayerOfAnOlderProtocol() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.raw("GET /events HTTP/1.0\r\n\r\n");
            Answer head = player.head();

            // When
            server.tell("one");

            // Then
            assertThat(head.headers()).doesNotContainKey("transfer-encoding");
            String events = ": hello\n\ndata: one\n\n";
            assertThat(new String(player.body(events.length()), StandardCharsets.UTF_8))
                    .isEqualTo(events);
        }
    }

    @Test
    void takesAnUploadAtThePaceOfItsReader() throws Exception {
        // Given
        server.holdUploads();
        AtomicLong written = new AtomicLong();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> upload(socket, written));

            // When
            await().atMost(PATIENCE).until(() -> written.get() > 0);
            AtomicLong last = new AtomicLong(-1);
            await().atMost(PATIENCE)
                    .during(Duration.ofMillis(500))
                    .until(() -> last.getAndSet(written.get()) == written.get());
            long whileHeld = written.get();
            server.releaseUploads();
            sending.get(30, TimeUnit.SECONDS);

            // Then
            assertThat(whileHeld).isLessThan(BUFFERED);
            await().atMost(PATIENCE).until(() -> server.uploaded() == UPLOAD);
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void invitesABodyThatWaitsForAnInvitation() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("PUT", "/upload", "Content-Length: 5", "Expect: 100-continue");

            // When
            Answer invitation = player.head();
            player.raw("abcde");

            // Then
            assertThat(invitation.status()).isEqualTo(100);
            JsonObject stored = player.answer("PUT").json();
            assertThat(stored.getInteger("bytes")).isEqualTo(5);
        }
    }

    @Test
    void bringsAnAnswerThatComesBeforeTheBodyIsSent() throws Exception {
        try (Player player = gateway.connect()) {
            // Given
            player.send("PUT", "/refused-upload", "Content-Length: 100000");
            player.raw("x".repeat(1000));

            // When
            Answer refused = player.answer("PUT");

            // Then
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.text()).isEqualTo("too large");
        }
    }

    private WebSocket connect(String path, WebSocket.Listener listener) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + path), listener)
                .get(10, TimeUnit.SECONDS);
    }

    private static void upload(Socket socket, AtomicLong written) {
        byte[] part = new byte[64 * 1024];
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /upload HTTP/1.1\r\nHost: gateway\r\nContent-Length: " + UPLOAD + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (long sent = 0; sent < UPLOAD; sent += part.length) {
                out.write(part);
                written.addAndGet(part.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
