package dev.playhead.gateway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.OriginName;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerTargetTest {
    private static final OriginName NAS = new OriginName("nas");
    private final PlayerTarget.Parser parser = new PlayerTarget.Parser(200);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/film.mp4",
                "/",
                "/a/b/",
                "/%C3%A9t%C3%A9%20(1).mkv",
                "/a%2Fb",
                "/...",
                "/..a/b..",
                "/.hidden",
                "/a;v=1/b",
                "/a+b=c&d@e:f!$'*,~",
                "/film.mp4?a=1&b=%2e%2e/../x//y",
                "/%252e%252e/x"
            })
    void keepsATargetCharacterByCharacter(String target) {
        // When
        PlayerTarget parsed = parser.parse("/o/nas" + target);

        // Then
        assertThat(parsed).isInstanceOf(PlayerTarget.AtOrigin.class);
        assertThat(((PlayerTarget.AtOrigin) parsed).origin()).isEqualTo("nas");
        assertThat(((PlayerTarget.AtOrigin) parsed).at().target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/o/nas/.., 400, '..'",
        "/o/nas/../x, 400, '..'",
        "/o/nas/a/../x, 400, '..'",
        "/o/nas/a/%2e%2E/x, 400, '..'",
        "/o/nas/a/.%2e, 400, '..'",
        "/o/nas/..%2fx, 400, '..'",
        "/o/nas/a%2f..%5cx, 400, '..'",
        "/o/nas/a/..;x/b, 400, '..'",
        "/o/nas//x, 400, '//'",
        "/o/nas/x//, 400, '//'",
        "/o/nas/a\\b, 400, backslash at 2",
        "/o/nas/a%00b, 400, %00",
        "/o/nas/a%0d%0aX: y, 400, %0D",
        "/o/nas/a%7f, 400, %7F",
        "/o/nas/a%, 400, two hex digits",
        "/o/nas/a%g1, 400, two hex digits",
        "/o/nas/a#b, 400, fragment",
        "/o/nas/é, 400, percent-encoded",
        "/o/nas?x, 404, names no media",
        "/o/, 404, names no media",
        "http://nas/x, 400, must be a path",
        "*, 400, must be a path"
    })
    void refusesAndNamesWhatIsWrong(String target, int status, String named) {
        // When
        PlayerTarget parsed = parser.parse(target);

        // Then
        assertThat(parsed).isInstanceOf(PlayerTarget.Refused.class);
        assertThat(((PlayerTarget.Refused) parsed).status()).isEqualTo(status);
        assertThat(((PlayerTarget.Refused) parsed).detail()).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/o/nas/a\u0000b", "/o/nas/a\tb", "/o/nas/a b", "/o/nas/a\u007f", "/o/nas/a?b\r\nc"})
    void refusesRawControlCharacters(String target) {
        assertThat(parser.parse(target)).isInstanceOf(PlayerTarget.Refused.class);
    }

    @Test
    void refusesTargetsThatAreTooLong() {
        assertThat(parser.parse("/o/nas/" + "a".repeat(194)))
                .isEqualTo(new PlayerTarget.Refused(
                        414, "the request target has 201 characters; at most 200 are accepted"));
    }

    @Test
    void tellsMediaIdsAndOtherRoutesApart() {
        assertThat(parser.parse("/media/nas.abc?x=1")).isEqualTo(new PlayerTarget.ById("nas.abc"));
        assertThat(parser.parse("/api/media")).isEqualTo(new PlayerTarget.Elsewhere());
        assertThat(parser.parse("/")).isEqualTo(new PlayerTarget.Elsewhere());
    }

    @Test
    void takesOurOwnParameterOutAndNoOther() {
        // When
        OriginPath at = ((PlayerTarget.AtOrigin) parser.parse("/o/nas/f?session=1&playhead-session=abc&b")).at();

        // Then
        assertThat(at.target()).isEqualTo("/f?session=1&b");
        assertThat(at.session()).isEqualTo(Optional.of("abc"));
        assertThat(at.toString()).isEqualTo("/f?***");
    }

    @Test
    void leavesIgnoredParametersOutOfTheIdentity() {
        // Given
        List<String> ignored = List.of("token", "sig");

        // Then
        assertThat(MediaIds.of(NAS, "/f", "a=1&token=x&b=2", ignored))
                .isEqualTo(MediaIds.of(NAS, "/f", "token=y&a=1&b=2&sig", ignored))
                .isEqualTo(MediaIds.of(NAS, "/f", "a=1&b=2", List.of()))
                .isNotEqualTo(MediaIds.of(NAS, "/f", "b=2&a=1", List.of()));
        assertThat(MediaIds.of(NAS, "/f", "token=x", ignored)).isEqualTo(MediaIds.of(NAS, "/f", null, ignored));
        assertThat(MediaIds.of(NAS, "/f", "tokens=x", ignored)).isNotEqualTo(MediaIds.of(NAS, "/f", null, ignored));
    }

    @Property
    void neverThrowsAndNeverLetsADangerousTargetThrough(@ForAll String text) {
        PlayerTarget parsed = parser.parse("/o/nas/" + text);
        if (parsed instanceof PlayerTarget.AtOrigin named) {
            assertThat(named.at().target())
                    .doesNotContain("\r", "\n", "\0", " ")
                    .isNotEqualTo("/..");
            assertThat(named.at().path()).doesNotContain("/../", "//", "\\");
        }
    }
}
