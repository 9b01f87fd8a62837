package dev.playhead.gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginLinksTest {
    private static final OriginLinks WHOLE = new OriginLinks("http://nas:8096", "");
    private static final OriginLinks BELOW = new OriginLinks("https://User@CDN.example.org:443/media", "");
    private static final OriginLinks MOUNTED = new OriginLinks("http://nas/films", "/o/nas");

    @ParameterizedTest
    @CsvSource({
        "http://nas:8096/web/index.html?a=b#c, /web/index.html?a=b#c",
        "HTTP://NAS:8096, /",
        "http://nas:8096?x, /?x",
        "//nas:8096/x, /x",
        "/login, /login",
        "next.html, next.html",
        "../up, ../up",
        "http://nas:9000/x, http://nas:9000/x",
        "https://nas:8096/x, https://nas:8096/x",
        "http://nas:80960/x, http://nas:80960/x",
        "//cdn/x, //cdn/x",
        "magnet:?xt=1, magnet:?xt=1"
    })
    void keepsLinksIntoTheOriginWithUs(String link, String seen) {
        assertThat(WHOLE.toPlayer(link)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "https://cdn.example.org/media/a, /a",
        "https://cdn.example.org:443/media, /",
        "https://cdn.example.org/mediathek, https://cdn.example.org/mediathek",
        "/media/a?b, /a?b",
        "/login, https://cdn.example.org/login"
    })
    void takesThePathOfTheOriginsUrlOff(String link, String seen) {
        assertThat(BELOW.toPlayer(link)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({"/films/a.mp4, /o/nas/a.mp4", "http://nas/films/a, /o/nas/a", "/other, http://nas/other"})
    void putsTheMountBeforeLinks(String link, String seen) {
        assertThat(MOUNTED.toPlayer(link)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "http://box:8080, http://nas:8096",
        "https://BOX:8080/web/x?y, http://nas:8096/web/x?y",
        "http://elsewhere/x, http://elsewhere/x",
        "null, null"
    })
    void tellsTheOriginThatOurPagesAreItsOwn(String link, String told) {
        assertThat(WHOLE.toOrigin(link, "box:8080")).isEqualTo(told);
    }

    @Test
    void putsTheOriginsPathBackIntoPages() {
        assertThat(BELOW.toOrigin("http://box/page", "box")).isEqualTo("https://cdn.example.org/media/page");
    }

    @ParameterizedTest
    @CsvSource({
        "sid=1; Path=/; HttpOnly, sid=1; Path=/; HttpOnly",
        "sid=1; Domain=nas; Path=/, sid=1; Path=/",
        "sid=1; Path=/; domain=.NAS, sid=1; Path=/",
        "sid=1; Domain=elsewhere.org, sid=1; Domain=elsewhere.org"
    })
    void givesCookiesToUsInsteadOfTheOriginsHost(String cookie, String seen) {
        assertThat(WHOLE.cookieToPlayer(cookie)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1; Path=/media/x; Secure, a=1; Path=/x; Secure",
        "a=1; Path=/media, a=1; Path=/",
        "a=1; Path=/, a=1; Path=/",
        "a=1; Domain=example.org; Path=/media/, a=1; Path=/",
        "a=1, a=1"
    })
    void movesCookiesToWhereTheirPathIsSeen(String cookie, String seen) {
        assertThat(BELOW.cookieToPlayer(cookie)).isEqualTo(seen);
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertThatThrownBy(() -> new OriginLinks("nas", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nas");
    }
}
