package dev.playhead.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.OriginName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final ConfigKey<Integer> PORT = new ConfigKey<>("gateway.port", ConfigType.PORT, 8080, "Port");
    private static final ConfigKey<Duration> WAIT =
            new ConfigKey<>("gateway.wait-limit", ConfigType.DURATIONS, Duration.ofSeconds(30), "Wait");
    private static final ConfigKey<DataSize> SIZE =
            new ConfigKey<>("store.max-size", ConfigType.SIZE, DataSize.ofMebibytes(1), "Size");
    private static final ConfigKey<Optional<String>> KEY =
            new ConfigKey<>("security.fleet-key", ConfigType.SECRET, Optional.empty(), "Key");
    private static final ConfigKey<List<URI>> URLS =
            new ConfigKey<>("stores.urls", ConfigType.HTTP_URLS, List.of(), "Stores");
    private static final List<ConfigKey<?>> KEYS = List.of(PORT, WAIT, SIZE, KEY, URLS);

    @TempDir
    private Path directory;

    @Test
    void takesDefaultsWhereNobodySetAnything() {
        // When
        Config config = load("", Map.of(), Map.of());

        // Then
        assertThat(config.get(PORT)).isEqualTo(8080);
        assertThat(config.get(WAIT)).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.get(KEY)).isEmpty();
        assertThat(config.origins()).isEmpty();
    }

    @Test
    void takesTheCommandLineOverTheEnvironmentOverTheFileOverDefaults() {
        // Given
        String file = """
                gateway:
                  port: 1
                  wait-limit: 5s
                store.max-size: 3MiB
                """;
        Map<String, String> environment = Map.of("PLAYHEAD_GATEWAY_PORT", "2", "PLAYHEAD_GATEWAY_WAIT_LIMIT", "250ms");

        // When
        Config config = load(file, environment, Map.of("gateway.port", "3"));

        // Then
        assertThat(config.get(PORT)).isEqualTo(3);
        assertThat(config.get(WAIT)).isEqualTo(Duration.ofMillis(250));
        assertThat(config.get(SIZE)).isEqualTo(DataSize.ofMebibytes(3));
    }

    @Test
    void readsOriginsFromEverySource() {
        // Given
        String file = """
                origins:
                  films:
                    url: https://films.example/library/
                    ignore-query: [token, sig]
                    fresh-for: 12h
                    authorize: per-viewer
                    authorize-for: 10s
                    headers:
                      Authorization: Bearer abc
                """;
        Map<String, String> environment = Map.of(
                "PLAYHEAD_ORIGINS_MY_NAS_URL", "http://nas:8096",
                "PLAYHEAD_ORIGINS_MY_NAS_HEADERS_X_TOKEN", "secret");

        // When
        Config config = load(file, environment, Map.of("origins.films.max-requests", "3"));

        // Then
        assertThat(config.originsByName().get(new OriginName("films")))
                .isEqualTo(new OriginConfig(
                        new OriginName("films"),
                        URI.create("https://films.example/library"),
                        Map.of("Authorization", "Bearer abc"),
                        List.of("token", "sig"),
                        3,
                        new OriginCaching(Duration.ofHours(12)),
                        TransparentOrigin.DEFAULT,
                        BackgroundFill.OFF,
                        new ViewerAuthorization(ViewerAuthorization.Mode.PER_VIEWER, Duration.ofSeconds(10))));
        assertThat(config.originsByName().get(new OriginName("my-nas")).headers())
                .isEqualTo(Map.of("x-token", "secret"));
        assertThat(config.originsByName().get(new OriginName("my-nas")).authorization())
                .isEqualTo(ViewerAuthorization.DEFAULT);
    }

    @Test
    void anOriginWhoseTokensNameNoMediaJudgesViewersUnlessItSaysOtherwise() {
        // When
        Config config = load(
                "",
                Map.of(),
                Map.of(
                        "origins.signed.url", "http://nas",
                        "origins.signed.ignore-query", "token",
                        "origins.open.url", "http://nas",
                        "origins.open.ignore-query", "campaign",
                        "origins.open.authorize", "anyone"));

        // Then
        assertThat(config.originsByName().get(new OriginName("signed")).asksPerViewer())
                .isTrue();
        assertThat(config.originsByName().get(new OriginName("open")).asksPerViewer())
                .isFalse();
    }

    @Test
    void namesAnAuthorizationThatIsNone() {
        assertThatThrownBy(() -> load(
                        "", Map.of(), Map.of("origins.nas.url", "http://nas", "origins.nas.authorize", "per-user")))
                .hasMessageContaining("origins.nas.authorize: 'per-user' is none of anyone, per-viewer");
    }

    @Test
    void namesEveryProblemAtOnce() {
        // Given
        String file = """
                gateway:
                  prot: 80
                  wait-limit: soon
                origins:
                  Films:
                    url: http://films
                  nas:
                    url: ftp://nas
                    colour: red
                """;

        // When
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class,
                () -> load(file, Map.of("PLAYHEAD_GATEWAY_HORT", "1"), Map.of("gateway.port", "70000", "x", "1")));

        // Then
        assertThat(refusal.problems())
                .hasSize(8)
                .anyMatch(problem -> problem.contains("'gateway.prot' is not a setting"))
                .anyMatch(problem -> problem.startsWith("gateway.wait-limit: 'soon'"))
                .anyMatch(problem -> problem.contains("origin name 'Films'"))
                .anyMatch(problem -> problem.startsWith("origins.nas.url: 'ftp://nas'"))
                .anyMatch(problem -> problem.contains("'origins.nas.colour' is not a setting"))
                .anyMatch(problem -> problem.equals("environment: PLAYHEAD_GATEWAY_HORT is not a setting"))
                .anyMatch(problem -> problem.startsWith("gateway.port: '70000' is not a whole number from 0 to 65535"))
                .anyMatch(problem -> problem.equals("command line: 'x' is not a setting"));
        assertThat(refusal).hasMessageContaining("8 problems");
    }

    @Test
    void suggestsTheKeyThatWasMeant() {
        assertThatThrownBy(() -> load("", Map.of(), Map.of("gate.port", "1")))
                .hasMessageContaining("did you mean 'gateway.port'?");
    }

    @Test
    void readsWhetherWhatIsWatchedIsCompleted() {
        // When
        Config config = load(
                "origins:\n  nas:\n    url: http://nas\n    background-fill: while-watching\n",
                Map.of("PLAYHEAD_ORIGINS_NAS_BACKGROUND_FILL_RATE", "2MiB"),
                Map.of("origins.far.url", "http://far"));

        // Then
        assertThat(config.originsByName().get(new OriginName("nas")).fill())
                .isEqualTo(new BackgroundFill(BackgroundFill.Mode.WHILE_WATCHING, DataSize.ofMebibytes(2)));
        assertThat(config.originsByName().get(new OriginName("far")).fill()).isEqualTo(BackgroundFill.OFF);
    }

    @Test
    void refusesAFillThatIsNone() {
        assertThatThrownBy(() -> load(
                        "",
                        Map.of(),
                        Map.of(
                                "origins.nas.url", "http://nas",
                                "origins.nas.background-fill", "sometimes",
                                "origins.nas.background-fill-rate", "fast")))
                .hasMessageContaining(
                        "origins.nas.background-fill: 'sometimes' is none of off, while-watching, always");
    }

    @Test
    void missesTheUrlOfAnOrigin() {
        assertThatThrownBy(() -> load("", Map.of(), Map.of("origins.nas.max-requests", "2")))
                .hasMessage("configuration: origins.nas.url: is missing");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThatThrownBy(() -> load("gateway.port: 1\ngateway.port: 2\n", Map.of(), Map.of()))
                .hasMessageContaining("gateway.port")
                .hasMessageContaining("line 2");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        // Given
        Path missing = directory.resolve("missing.yml");
        ConfigLoader loader = new ConfigLoader(KEYS);

        // Then
        assertThatThrownBy(() -> loader.load(missing, Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> load("gateway: [", Map.of(), Map.of())).hasMessageContaining("YAML");
        assertThatThrownBy(() -> load("just text", Map.of(), Map.of())).hasMessageContaining("is not a setting");
    }

    @Test
    void leavesVariablesOfTheStartScriptAndOfOthersAlone() {
        // Given
        Map<String, String> environment =
                Map.of("PLAYHEAD_HOME", "/opt", "PLAYHEAD_JAVA_OPTS", "-Xmx1g", "PATH", "/bin", "XDG_DATA_HOME", "/x");

        // Then
        assertThat(load("", environment, Map.of()).get(PORT)).isEqualTo(8080);
    }

    @Test
    void showsTheEffectiveConfigurationWithoutSecrets() {
        // Given
        Map<String, String> commandLine = Map.of(
                "security.fleet-key", "hush hush hush hush",
                "stores.urls", "http://me:hush@store:8090",
                "origins.nas.url", "http://me:hush@nas/media",
                "origins.nas.headers.Authorization", "Bearer hush");

        // When
        Config config = load("", Map.of(), commandLine);

        // Then
        assertThat(config.effective()).isEqualTo("""
                        gateway.port: 8080
                        gateway.wait-limit: 30s
                        origins.nas.headers.Authorization: ***
                        origins.nas.url: http://***@nas/media
                        security.fleet-key: ***
                        store.max-size: 1MiB
                        stores.urls: http://***@store:8090
                        """);
        assertThat(config.origins().toString()).doesNotContain("hush");
        assertThat(config.get(KEY)).contains("hush hush hush hush");
    }

    @Test
    void takesAnEmptySecretForNone() {
        assertThat(load("", Map.of("PLAYHEAD_SECURITY_FLEET_KEY", ""), Map.of()).get(KEY))
                .isEmpty();
    }

    @Test
    void doesNotRepeatAPasswordInAProblem() {
        assertThatThrownBy(() -> load("", Map.of(), Map.of("origins.nas.url", "ftp://me:hush@nas")))
                .hasMessageContaining("***@nas")
                .message()
                .doesNotContain("hush");
    }

    @Test
    void refusesTwoDeclarationsOfOneKey() {
        // Given
        ConfigKey<Integer> other = new ConfigKey<>("gateway.port", ConfigType.PORT, 9090, "Other");

        // Then
        assertThatThrownBy(() -> new ConfigLoader(List.of(PORT, other))).hasMessageContaining("gateway.port");
        assertThat(new ConfigLoader(List.of(PORT, PORT))).isNotNull();
    }

    @Test
    void answersOnlyForDeclaredKeys() {
        // Given
        Config config = new ConfigLoader(List.of(PORT)).load(null, Map.of(), Map.of());

        // Then
        assertThatThrownBy(() -> config.get(WAIT)).hasMessageContaining("gateway.wait-limit");
    }

    private Config load(String yaml, Map<String, String> environment, Map<String, String> commandLine) {
        try {
            Path file = Files.writeString(directory.resolve("playhead.yml"), yaml);
            return new ConfigLoader(KEYS).load(file, environment, commandLine);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
