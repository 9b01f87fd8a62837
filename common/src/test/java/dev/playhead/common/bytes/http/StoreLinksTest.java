package dev.playhead.common.bytes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Validator;
import dev.playhead.common.model.VersionId;
import dev.playhead.common.security.SignedLinks;
import dev.playhead.common.security.SignedLinks.Worth;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLinksTest {
    private static final String SECRET = "a secret of tests";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final MediaId FILM = MediaId.of(new OriginName("films"), "/film.mp4");
    private static final VersionId V1 = VersionId.of(new Validator("\"v1\"", null), 100);
    private static final VersionId V2 = VersionId.of(new Validator("\"v2\"", null), 100);

    private final StoreLinks links = StoreLinks.of(SECRET);

    @Test
    void aLinkNamesMediaAndVersionAndHoldsUntilItsTime() {
        // When
        String link = links.link(FILM, V1, LATER);
        // Then
        assertThat(link).startsWith("/play/" + FILM + "/" + V1 + "?exp=" + LATER.getEpochSecond() + "&sig=");
        assertThat(judge(query(link), NOW)).isEqualTo(Worth.VALID);
        assertThat(judge(query(link), LATER.minusSeconds(1))).isEqualTo(Worth.VALID);
        assertThat(judge(query(link), LATER)).isEqualTo(Worth.EXPIRED);
    }

    @Test
    void aLinkOpensNothingElse() {
        // Given
        String query = query(links.link(FILM, V1, LATER));
        MediaId other = MediaId.of(new OriginName("films"), "/other.mp4");
        // Then
        assertThat(links.judge(other.value(), V1.value(), query, NOW)).isEqualTo(Worth.FORGED);
        assertThat(links.judge(FILM.value(), V2.value(), query, NOW)).isEqualTo(Worth.FORGED);
        assertThat(judge(query.replace("exp=1", "exp=9"), NOW)).isEqualTo(Worth.FORGED);
        assertThat(StoreLinks.of("another secret of tests").judge(FILM.value(), V1.value(), query, NOW))
                .isEqualTo(Worth.FORGED);
    }

    @Test
    void theSecretItselfSignsNoLink() {
        // Given
        String byTheSecret = SignedLinks.with(SECRET).query(FILM + "/" + V1, LATER);
        String forAnotherUse = SignedLinks.derived(SECRET, "another label").query(FILM + "/" + V1, LATER);
        // Then
        assertThat(judge(byTheSecret, NOW)).isEqualTo(Worth.FORGED);
        assertThat(judge(forAnotherUse, NOW)).isEqualTo(Worth.FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exp=1", "sig=00", "exp=99999999999&sig=zz", "exp=-1&sig=00", "exp=1&sig=00&more=1"})
    void whatIsNoLinkOpensNothing(String query) {
        assertThat(judge(query, NOW)).isEqualTo(Worth.FORGED);
    }

    @Test
    void aSecretThatCouldBeFoundByTryingSignsNothing() {
        assertThatThrownBy(() -> StoreLinks.of("fifteen letters"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 characters")
                .hasMessageNotContaining("fifteen letters");
    }

    private Worth judge(String query, Instant now) {
        return links.judge(FILM.value(), V1.value(), query, now);
    }

    private static String query(String link) {
        return link.substring(link.indexOf('?') + 1);
    }
}
