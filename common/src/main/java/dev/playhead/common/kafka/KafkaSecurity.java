package dev.playhead.common.kafka;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * How Kafka's clients prove who they are, and how the brokers do (docs/decisions/0024). Immutable; never shows a secret.
 *
 * @param clientSettings Kafka's own, secrets in its type that hides them
 */
public record KafkaSecurity(Map<String, Object> clientSettings) {
    static final KafkaSecurity NONE = new KafkaSecurity(Map.of());

    private static final String PLAIN = "PLAIN";
    private static final List<String> MECHANISMS = List.of(PLAIN, "SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final String PEM = "PEM";
    private static final ConfigType<Optional<Path>> FILE = ConfigType.of(
            text -> text.isBlank()
                    ? Optional.empty()
                    : Optional.of(ConfigType.PATH.parse().apply(text)),
            file -> file.map(Path::toString).orElse(""));

    static final ConfigKey<Boolean> TLS =
            new ConfigKey<>("kafka.tls", ConfigType.FLAG, false, "Whether to speak TLS to the brokers");
    static final ConfigKey<Optional<Path>> TRUST = new ConfigKey<>(
            "kafka.tls-trust",
            FILE,
            Optional.empty(),
            "Certificates (PEM) that the brokers' are signed by; without it those that Java trusts");
    static final ConfigKey<Optional<Path>> CERTIFICATE = new ConfigKey<>(
            "kafka.tls-certificate",
            FILE,
            Optional.empty(),
            "Certificate chain (PEM) for brokers that ask clients for one");
    static final ConfigKey<Optional<Path>> KEY = new ConfigKey<>(
            "kafka.tls-key", FILE, Optional.empty(), "Private key (PEM, PKCS #8, not encrypted) of the certificate");
    static final ConfigKey<String> MECHANISM = new ConfigKey<>(
            "kafka.sasl-mechanism",
            ConfigType.of(KafkaSecurity::mechanism, text -> text),
            "SCRAM-SHA-512",
            "How kafka.user logs in: SCRAM-SHA-512, SCRAM-SHA-256, or PLAIN where the connection is TLS");
    static final ConfigKey<String> USER =
            new ConfigKey<>("kafka.user", ConfigType.TEXT, "", "Who logs in (SASL); nobody without it");
    static final ConfigKey<Optional<String>> PASSWORD =
            new ConfigKey<>("kafka.password", ConfigType.SECRET, Optional.empty(), "The password of kafka.user");
    static final List<ConfigKey<?>> KEYS = List.of(TLS, TRUST, CERTIFICATE, KEY, MECHANISM, USER, PASSWORD);

    public KafkaSecurity {
        clientSettings = Map.copyOf(clientSettings);
    }

    private static String mechanism(String text) {
        if (!MECHANISMS.contains(text)) {
            throw new IllegalArgumentException("'" + text + "' is none of " + String.join(", ", MECHANISMS));
        }
        return text;
    }

    /** Reads the settings and the files they name; throws {@link ConfigException} with all that does not go together. */
    static KafkaSecurity from(Config config) {
        List<String> problems = new ArrayList<>();
        boolean tls = config.get(TLS);
        boolean login = !config.get(USER).isBlank();
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol(tls, login));
        if (tls) {
            trust(config, settings, problems);
            certificate(config, settings, problems);
        }
        for (ConfigKey<Optional<Path>> key : List.of(TRUST, CERTIFICATE, KEY)) {
            if (!tls && config.get(key).isPresent()) {
                problems.add(key.name() + ": is of no use while " + TLS.name() + " is false");
            }
        }
        if (login) {
            login(config, settings, problems);
        } else if (config.get(PASSWORD).isPresent()) {
            problems.add(PASSWORD.name() + ": is of no use without " + USER.name());
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return tls || login ? new KafkaSecurity(settings) : NONE;
    }

    private static String protocol(boolean tls, boolean login) {
        return (login ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT");
    }

    private static void trust(Config config, Map<String, Object> settings, List<String> problems) {
        read(TRUST, config, problems).ifPresent(certificates -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(certificates));
        });
    }

    private static void certificate(Config config, Map<String, Object> settings, List<String> problems) {
        if (config.get(CERTIFICATE).isPresent() != config.get(KEY).isPresent()) {
            problems.add(CERTIFICATE.name() + " and " + KEY.name() + ": one is of no use without the other");
            return;
        }
        Optional<String> chain = read(CERTIFICATE, config, problems);
        Optional<String> key = read(KEY, config, problems);
        if (chain.isPresent() && key.isPresent()) {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, new Password(chain.get()));
            settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, new Password(key.get()));
        }
    }

    private static Optional<String> read(ConfigKey<Optional<Path>> key, Config config, List<String> problems) {
        Optional<Path> file = config.get(key);
        try {
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file.get()));
        } catch (IOException e) {
            problems.add(key.name() + ": '" + file.get() + "' cannot be read: " + e);
            return Optional.empty();
        }
    }

    private static void login(Config config, Map<String, Object> settings, List<String> problems) {
        String mechanism = config.get(MECHANISM);
        if (mechanism.equals(PLAIN) && !config.get(TLS)) {
            problems.add(
                    MECHANISM.name() + ": PLAIN shows the password to everybody while " + TLS.name() + " is false");
        }
        if (config.get(PASSWORD).isEmpty()) {
            problems.add(PASSWORD.name() + ": must be given where " + USER.name() + " is");
            return;
        }
        String module = mechanism.equals(PLAIN)
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
        settings.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                new Password(module + " required username=" + quoted(config.get(USER)) + " password="
                        + quoted(config.get(PASSWORD).orElseThrow()) + ";"));
    }

    /** Returns a text as a login configuration has it, whatever is in it. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return String.valueOf(clientSettings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
    }
}
