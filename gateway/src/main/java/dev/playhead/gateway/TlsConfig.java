package dev.playhead.gateway;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that a gateway proves its name with.
 *
 * @param certificate and its chain, PEM
 * @param key PEM, PKCS #8, not encrypted
 */
public record TlsConfig(Path certificate, Path key) {
    private static final ConfigType<Optional<Path>> FILE = ConfigType.of(
            text -> text.isBlank()
                    ? Optional.empty()
                    : Optional.of(ConfigType.PATH.parse().apply(text)),
            file -> file.map(Path::toString).orElse(""));

    public static final ConfigKey<Optional<Path>> CERTIFICATE = new ConfigKey<>(
            "gateway.tls-certificate",
            FILE,
            Optional.empty(),
            "Certificate chain (PEM) for players; with it they come by HTTPS, and by HTTP/2 where they can.");
    public static final ConfigKey<Optional<Path>> KEY = new ConfigKey<>(
            "gateway.tls-key", FILE, Optional.empty(), "Private key (PEM, PKCS #8) of the certificate.");

    static final List<ConfigKey<?>> KEYS = List.of(CERTIFICATE, KEY);

    /** Reads both settings; empty when none is given. Fails when one is given without the other. */
    static Optional<TlsConfig> from(Config config) {
        Optional<Path> certificate = config.get(CERTIFICATE);
        Optional<Path> key = config.get(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            ConfigKey<?> missing = certificate.isPresent() ? KEY : CERTIFICATE;
            throw new ConfigException(List.of(
                    missing.name() + " must be given where " + other(missing).name() + " is"));
        }
        return certificate.map(file -> new TlsConfig(file, key.orElseThrow()));
    }

    private static ConfigKey<?> other(ConfigKey<?> one) {
        return one == KEY ? CERTIFICATE : KEY;
    }
}
