package dev.playhead.fetcher.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    private static final URI FROM = URI.create("https://nas.example:8443/media/a.mp4?x=1");
    private final Redirects redirects = new Redirects(Set.of("cdn.example"));

    @ParameterizedTest
    @CsvSource({
        "/b.mp4, https://nas.example:8443/b.mp4",
        "b.mp4?t=%2F, https://nas.example:8443/media/b.mp4?t=%2F",
        "https://NAS.example:8443/c, https://NAS.example:8443/c",
        "//cdn.example/d, https://cdn.example/d",
        "https://CDN.example/d, https://CDN.example/d",
    })
    void followsWithinTheServerAndToNamedHosts(String location, String expected) {
        assertThat(redirects.follow(FROM, location, FROM)).hasValue(URI.create(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://nas.example/other-port",
                "https://127.0.0.1:8443/inside",
                "https://cdn.example.evil.example/",
                "http://cdn.example/downgrade",
                "file:///etc/passwd",
                "ftp://cdn.example/x",
                "https:///nohost",
                "http://[",
            })
    void refusesEverythingElse(String location) {
        assertThat(redirects.follow(FROM, location, FROM)).isEmpty();
    }

    @Test
    void refusesARedirectToNowhere() {
        assertThat(redirects.follow(FROM, null, FROM)).isEmpty();
    }

    @Test
    void knowsDefaultPorts() {
        assertThat(Redirects.isSameServer(URI.create("https://a/x"), URI.create("https://A:443/y")))
                .isTrue();
        assertThat(Redirects.isSameServer(URI.create("http://a/"), URI.create("https://a/")))
                .isFalse();
    }
}
