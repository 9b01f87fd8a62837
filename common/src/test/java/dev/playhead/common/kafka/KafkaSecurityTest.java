package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSecurityTest {
    private static final String SECRET = "pass\"w\\ord";

    @TempDir
    Path files;

    @Test
    void asksForNothingByDefault() {
        assertThat(KafkaSecurity.from(config())).isEqualTo(KafkaSecurity.NONE);
    }

    @ParameterizedTest
    @CsvSource({"true, '', SSL", "false, me, SASL_PLAINTEXT", "true, me, SASL_SSL"})
    void tlsAndLoginMakeTheProtocol(String tls, String user, String protocol) {
        // Given
        Map<String, String> settings = new HashMap<>(Map.of("kafka.tls", tls, "kafka.user", user));
        if (!user.isEmpty()) {
            settings.put("kafka.password", SECRET);
        }

        // When
        KafkaSecurity security = KafkaSecurity.from(config(settings));

        // Then
        assertThat(security.clientSettings()).containsEntry("security.protocol", protocol);
    }

    @Test
    void filesAreHandedOverAsTheyAre() throws IOException {
        // Given
        Path trust = Files.writeString(files.resolve("trust.pem"), "authorities");
        Path chain = Files.writeString(files.resolve("chain.pem"), "chain");
        Path key = Files.writeString(files.resolve("key.pem"), "a private key");

        // When
        KafkaSecurity security = KafkaSecurity.from(config(Map.of(
                "kafka.tls", "true",
                "kafka.tls-trust", trust.toString(),
                "kafka.tls-certificate", chain.toString(),
                "kafka.tls-key", key.toString())));

        // Then
        assertThat(security.clientSettings())
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.certificates", new Password("authorities"))
                .containsEntry("ssl.keystore.type", "PEM")
                .containsEntry("ssl.keystore.certificate.chain", new Password("chain"))
                .containsEntry("ssl.keystore.key", new Password("a private key"));
    }

    @Test
    void aPasswordIsQuotedAndNeverShown() {
        // When
        Config config = config(Map.of("kafka.user", "me", "kafka.password", SECRET));
        KafkaSecurity security = KafkaSecurity.from(config);

        // Then
        assertThat(((Password) security.clientSettings().get("sasl.jaas.config")).value())
                .endsWith(" required username=\"me\" password=\"pass\\\"w\\\\ord\";");
        assertThat(security.clientSettings().toString()).doesNotContain("w\\ord");
        assertThat(new KafkaConfig("kafka:9093", 4, 1, security).toString()).doesNotContain("w\\ord");
        assertThat(config.effective()).doesNotContain("w\\ord");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.tls-trust, /nowhere.pem, true, /nowhere.pem",
        "kafka.tls-trust, /nowhere.pem, false, kafka.tls is false",
        "kafka.tls-certificate, /nowhere.pem, true, kafka.tls-key",
        "kafka.tls-key, /nowhere.pem, true, kafka.tls-certificate",
        "kafka.user, me, true, kafka.password",
        "kafka.password, secret, true, kafka.user",
    })
    void namesWhatDoesNotGoTogether(String key, String value, String tls, String problem) {
        Config config = config(Map.of(key, value, "kafka.tls", tls));

        assertThatThrownBy(() -> KafkaSecurity.from(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(problem);
    }

    @Test
    void refusesToShowAPasswordToTheNetwork() {
        Config config = config(Map.of("kafka.user", "me", "kafka.password", SECRET, "kafka.sasl-mechanism", "PLAIN"));

        assertThatThrownBy(() -> KafkaSecurity.from(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.sasl-mechanism")
                .hasMessageContaining("PLAIN");
    }

    @Test
    void namesAMechanismThatItDoesNotKnow() {
        assertThatThrownBy(() -> config(Map.of("kafka.sasl-mechanism", "GSSAPI")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka.sasl-mechanism")
                .hasMessageContaining("'GSSAPI'");
    }

    private static Config config() {
        return config(Map.of());
    }

    private static Config config(Map<String, String> settings) {
        return new ConfigLoader(KafkaConfig.KEYS).load(null, Map.of(), settings);
    }
}
