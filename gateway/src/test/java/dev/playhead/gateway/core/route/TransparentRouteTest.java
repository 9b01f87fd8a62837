package dev.playhead.gateway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransparentRouteTest {
    private static final int LONGEST = 200;
    private static final MediaGlobs MEDIA = new MediaGlobs(List.of("*.mp4"));
    private static final TransparentRoute AT_ROOT = new TransparentRoute(MEDIA, false, LONGEST);
    private static final TransparentRoute BELOW_A_PATH = new TransparentRoute(MEDIA, true, LONGEST);

    @ParameterizedTest
    @CsvSource({"GET, true", "GET, false", "HEAD, false"})
    void takesMediaByTheirPath(String method, boolean ranged) {
        // When
        Passage passage = AT_ROOT.decide(method, "/a%20b/./f.mp4?t=1&playhead-session=s", ranged);

        // Then
        assertThat(passage).isInstanceOfSatisfying(Passage.Media.class, media -> {
            assertThat(media.at().target()).isEqualTo("/a%20b/./f.mp4?t=1");
            assertThat(media.at().session()).contains("s");
        });
    }

    @Test
    void takesAnyGetWithARange() {
        assertThat(AT_ROOT.decide("GET", "/stream?id=7", true)).isInstanceOf(Passage.Media.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /index.html, false",
        "HEAD, /stream?id=7, true",
        "POST, /f.mp4, false",
        "PUT, /f.mp4, true",
        "DELETE, /f.mp4, false",
        "OPTIONS, /f.mp4, false",
        "OPTIONS, *, false",
        "PROPFIND, /dav/, false",
        "GET, /api/media, false",
        "GET, /o/nas/x, false",
        "GET, /health/live, false"
    })
    void leavesEverythingElseToTheOrigin(String method, String target, boolean ranged) {
        assertThat(AT_ROOT.decide(method, target, ranged)).isEqualTo(new Passage.Proxied(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a//b", "/a/../b.mp4", "/%2e%2e/x", "/a\\b", "/a%zz.mp4", "/a%00.mp4", "/f.mp4?q=a#b", "/a?x=%"
            })
    void sendsOddTargetsOnAsTheyCame(String target) {
        assertThat(AT_ROOT.decide("GET", target, false)).isEqualTo(new Passage.Proxied(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret", "/a/%2e%2e/x", "/..;/x", "/..%2fx", "/..\\x", "/%/../x", "/..#x"})
    void letsNobodyAboveThePathOfTheOriginsUrl(String target) {
        assertThat(BELOW_A_PATH.decide("POST", target, false))
                .isInstanceOfSatisfying(Passage.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(400));
    }

    @Test
    void sendsEmptySegmentsOnBelowAPathToo() {
        assertThat(BELOW_A_PATH.decide("GET", "/a//b", false)).isEqualTo(new Passage.Proxied("/a//b"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://nas:8096/a?b, /a?b",
        "HTTP://nas, /",
        "https://nas?x=/y, /?x=/y",
    })
    void takesWholeUrlsAsProxiesSendThem(String target, String below) {
        assertThat(AT_ROOT.decide("GET", target, false)).isEqualTo(new Passage.Proxied(below));
    }

    @Test
    void encodesBytesThatCouldNotBeSentOn() {
        // Given the two bytes of an 'é', one character each, as a decoder of HTTP reads them
        String target = "/caf\u00c3\u00a9.html";

        // Then
        assertThat(AT_ROOT.decide("GET", target, false)).isEqualTo(new Passage.Proxied("/caf%C3%A9.html"));
    }

    @ParameterizedTest
    @CsvSource({"CONNECT, nas:443, 405", "TRACE, /, 405", "GET, nas, 400", "GET, ?, 400"})
    void refusesWhatIsForNoOrigin(String method, String target, int status) {
        assertThat(AT_ROOT.decide(method, target, false))
                .isInstanceOfSatisfying(Passage.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(status));
    }

    @Test
    void refusesTargetsThatAreTooLong() {
        assertThat(AT_ROOT.decide("GET", "/" + "x".repeat(LONGEST), false))
                .isInstanceOfSatisfying(Passage.Refused.class, refused -> assertThat(refused.status())
                        .isEqualTo(414));
    }

    @Test
    void tellsNoQueryInItsText() {
        assertThat(new Passage.Proxied("/a?api_key=secret").toString()).isEqualTo("/a?***");
    }
}
