package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.playhead.broker.FreePort;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What viewers and origins keep secret, looked for everywhere that Playhead writes. */
class SecretsIT {
    private static final String OF_THE_ORIGIN = "origin-s3cret-0f8a";
    private static final String IN_A_QUERY = "query-s3cret-77c1";
    private static final String IN_A_HEADER = "header-s3cret-12ee";
    private static final String IN_A_COOKIE = "cookie-s3cret-9b40";
    private static final String OF_THE_OPERATOR = "operator-s3cret-5d27";
    private static final String OF_LINKS = "links-s3cret-e3a6";
    private static final String IN_A_SIGNATURE = "c0ffee5ec2e7c0ffee";
    private static final List<String> SECRETS =
            List.of(OF_THE_ORIGIN, IN_A_QUERY, IN_A_HEADER, IN_A_COOKIE, OF_THE_OPERATOR, OF_LINKS, IN_A_SIGNATURE);
    /** The range by which an origin is asked about a viewer; whom it grants that is not refused before anything is fetched. */
    private static final Optional<String> ABOUT_A_VIEWER = Optional.of("bytes=0-0");

    private static final long MIB = 1024 * 1024;

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.playhead");
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private Level before;

    @TempDir
    Path data;

    @BeforeEach
    void listen() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.setPattern("%level %logger %msg %kvp %ex%n");
        encoder.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(logged);
        appender.start();
        before = root.getLevel();
        root.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(appender);
        root.setLevel(before);
    }

    @Test
    void noTopicLogFileMetricOrAnswerHoldsASecret() throws IOException {
        int management = FreePort.next();
        try (Stage stage = Stage.raise(data, settings(management))) {
            root.setLevel(Level.DEBUG);
            // Given
            OriginFile film = stage.origin().serve("/film.mp4", 4 * MIB);
            OriginFile broken = stage.origin().serve("/broken.mp4", 4 * MIB);
            broken.lies().when(request -> !request.range().equals(ABOUT_A_VIEWER), Fault.status(403));

            // When
            List<HttpResponse<String>> answers = new ArrayList<>(ask(stage, film, broken));
            stage.awaitIdle();

            // Then
            assertThat(stage.origin().requests().of(broken))
                    .as("a fetcher is refused")
                    .anyMatch(SecretsIT::isOfAFetcher);
            assertThat(stage.origin().requests().of(film))
                    .as("the origin is told what it needs to know")
                    .anyMatch(SecretsIT::isOfAFetcher);
            expectNone("topics", stage.everyRecord());
            answers.addAll(shown(stage, management));
            answers.forEach(answer ->
                    expectNone("answer to " + answer.uri().getPath(), answer.headers() + "\n" + answer.body()));
            expectNone("effective configuration", stage.effectiveConfiguration());
        }
        expectNone("log", logged.toString(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                expectNone(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static boolean isOfAFetcher(OriginRequest request) {
        return request.header("x-origin-key").filter(OF_THE_ORIGIN::equals).isPresent()
                && request.query().orElse("").contains(IN_A_QUERY);
    }

    private static Map<String, String> settings(int management) {
        return Map.of(
                "origins.film.headers.x-origin-key",
                OF_THE_ORIGIN,
                "origins.film.ignore-query",
                "token",
                "gateway.api-token",
                OF_THE_OPERATOR,
                "gateway.link-key",
                OF_LINKS,
                "management.port",
                Integer.toString(management));
    }

    /** Served, failed, passed through, refused: what viewers get for what they send. */
    private static List<HttpResponse<String>> ask(Stage stage, OriginFile film, OriginFile broken) {
        Player player = stage.player("viewer");
        return List.of(
                player.get(film.path() + "?token=" + IN_A_QUERY, "Range", "bytes=0-99999"),
                player.get(broken.path() + "?token=" + IN_A_QUERY, "Range", "bytes=0-99"),
                player.get(film.path() + "?token=" + IN_A_QUERY, "Range", "bytes=99999999-"),
                player.get(film.path() + "?token=" + IN_A_QUERY, "Authorization", "Bearer " + IN_A_HEADER),
                player.get(broken.path(), "Authorization", "Bearer " + IN_A_HEADER),
                player.get(film.path(), "Cookie", "session=" + IN_A_COOKIE, "Range", "bytes=0-99"),
                player.get("/missing.mp4?token=" + IN_A_QUERY, "Cookie", "session=" + IN_A_COOKIE),
                player.get("/../" + IN_A_QUERY.replace('q', 'x') + "?token=" + IN_A_QUERY),
                stage.control("/o/nobody/film.mp4?token=" + IN_A_QUERY),
                stage.control("/media/film.00000000000000000000000000000000?exp=1&sig=" + IN_A_SIGNATURE),
                stage.control("/api/media", "Authorization", "Bearer " + IN_A_HEADER));
    }

    /** What an operator, and whoever reads metrics, is shown. */
    private static List<HttpResponse<String>> shown(Stage stage, int management) {
        List<HttpResponse<String>> shown = new ArrayList<>();
        for (String path : List.of("/api/media", "/api/sessions", "/api/stats", "/api/none")) {
            shown.add(stage.control(path, "Authorization", "Bearer " + OF_THE_OPERATOR));
        }
        Player monitor = new Player("http://127.0.0.1:" + management, "monitor");
        for (String path : List.of("/metrics", "/health/live", "/health/ready", "/info")) {
            shown.add(monitor.get(path));
        }
        assertThat(shown.get(0).body()).as("what is shown of media").contains("film.mp4");
        assertThat(shown).filteredOn(answer -> answer.statusCode() == 200).hasSizeGreaterThanOrEqualTo(6);
        return shown;
    }

    private static void expectNone(String where, String text) {
        assertThat(text).as(where).isNotNull();
        for (String secret : SECRETS) {
            assertThat(text.contains(secret)).as("%s in %s", secret, where).isFalse();
        }
    }
}
