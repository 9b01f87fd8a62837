package dev.playhead.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"serve", "demo", "status", "gateway", "scheduler", "fetcher", "store", "config", "verify"})
    void everyCommandHasHelp(String command) {
        // When
        int code = run(Map.of(), command, "--help");

        // Then
        assertThat(code).isEqualTo(Cli.OK);
        assertThat(out.toString()).startsWith("Usage: playhead " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsEveryCommand() {
        // When
        int code = run(Map.of(), "--help");

        // Then
        assertThat(code).isEqualTo(Cli.OK);
        assertThat(out.toString())
                .contains("serve", "demo", "status", "gateway", "scheduler", "fetcher", "store", "config")
                .doesNotContain("rehearse");
    }

    @Test
    void verifyNamesAStoreThatIsNotThere() {
        // When
        int code =
                run(Map.of(), "verify", "--data", directory.resolve("nowhere").toString());

        // Then
        assertThat(code).isEqualTo(Cli.FAILED);
        assertThat(err.toString()).startsWith("playhead: no store in " + directory.resolve("nowhere"));
    }

    @Test
    void tellsItsVersion() {
        assertThat(run(Map.of(), "--version")).isEqualTo(Cli.OK);
        assertThat(out.toString()).startsWith("playhead ").contains("java " + Runtime.version());
    }

    @Test
    void withoutACommandItTellsWhichThereAre() {
        assertThat(run(Map.of())).isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).contains("Usage: playhead", "serve");
    }

    @Test
    void refusesToStandInForAnOriginThatNobodyConfigured() {
        // When
        int code = run(Map.of(), "serve", "--origin", "films=http://nas", "--default-origin", "songs");

        // Then
        assertThat(code).isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).contains("gateway.default-origin: origin 'songs' is not configured");
    }

    @ParameterizedTest
    @CsvSource({
        "films, 'films'",
        "=http://nas, '=http://nas'",
        "Films=http://nas, origin name 'Films'",
        "films=nas:8096, 'nas:8096' is not an http or https URL",
        "films=ftp://me:hush@nas, 'ftp://***@nas' is not an http or https URL"
    })
    void namesTheOriginThatIsNoneInOneLine(String origin, String problem) {
        // When
        int code = run(Map.of(), "serve", "--origin", origin);

        // Then
        assertThat(code).isEqualTo(Cli.MISUSED);
        assertThat(err.toString())
                .startsWith("playhead serve: Invalid value for option '--origin' (NAME=URL)")
                .contains(problem, "'playhead serve --help'")
                .doesNotContain("hush")
                .hasLineCount(2);
    }

    @Test
    void refusesAnOriginThatIsGivenTwice() {
        assertThat(run(Map.of(), "serve", "--origin", "a=http://a", "--origin", "a=http://b"))
                .isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).contains("--origin a is given twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "--port=http", "stray"})
    void refusesWhatItDoesNotKnow(String argument) {
        assertThat(run(Map.of(), "serve", argument)).isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).startsWith("playhead serve: ");
    }

    @Test
    void namesEveryProblemOfTheConfiguration() {
        // When
        int code = run(Map.of("PLAYHEAD_GATEWAY_PROT", "1"), "serve", "--port", "70000", "--set", "log.level=loud");

        // Then
        assertThat(code).isEqualTo(Cli.MISUSED);
        assertThat(err.toString())
                .startsWith("configuration has 3 problems:")
                .contains("PLAYHEAD_GATEWAY_PROT is not a setting", "gateway.port: '70000'", "log.level: 'loud'")
                .doesNotContain("\tat ");
    }

    @Test
    void showsTheEffectiveConfigurationFromAllSourcesWithoutSecrets() throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("playhead.yml"), """
                gateway.port: 1
                scheduler.lease: 9s
                security.fleet-key: hush hush hush hush
                """);

        // When
        int code = run(
                Map.of("PLAYHEAD_GATEWAY_PORT", "2", "PLAYHEAD_STORE_PORT", "3"),
                "config",
                "--config",
                file.toString(),
                "--set",
                "store.port=4");

        // Then
        assertThat(code).isEqualTo(Cli.OK);
        assertThat(out.toString())
                .contains("gateway.port: 2\n", "store.port: 4\n", "scheduler.lease: 9s\n", "fetcher.management-port: ")
                .contains("security.fleet-key: ***\n")
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "fetcher"})
    void aServiceThatOpensSecretsNeedsTheFleetKey(String service) {
        assertThat(run(Map.of(), service, "--management-port", "0", "--set", "gateway.port=0"))
                .isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).contains("security.fleet-key: is missing");
    }

    @Test
    void tellsWhenNoInstanceAnswers() {
        assertThat(run(Map.of(), "status", "--url", "http://127.0.0.1:1")).isEqualTo(Cli.FAILED);
        assertThat(err.toString())
                .startsWith("playhead: nothing answers at http://127.0.0.1:1/")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8081", "ftp://nas", "http:"})
    void refusesAStatusUrlThatIsNone(String url) {
        assertThat(run(Map.of(), "status", "--url", url)).isEqualTo(Cli.MISUSED);
        assertThat(err.toString()).contains("'" + url + "'");
    }

    @Test
    void namesTheDataDirectoryThatCannotBeWritten() throws IOException {
        // Given
        Path file = Files.createFile(directory.resolve("file"));

        // When
        int code = run(
                Map.of(),
                "serve",
                "--port",
                "0",
                "--management-port",
                "0",
                "--data",
                file.resolve("data").toString());

        // Then
        assertThat(code).isEqualTo(Cli.FAILED);
        assertThat(err.toString())
                .contains("playhead: data directory " + file.resolve("data") + " cannot be written")
                .doesNotContain("\tat ");
    }

    private int run(Map<String, String> environment, String... arguments) {
        return new Cli(environment, new PrintWriter(out, true), new PrintWriter(err, true)).run(arguments);
    }
}
