package dev.playhead.gateway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.SignedLinks.Worth;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamLinksTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final MediaId FILM = MediaId.of(new OriginName("films"), "/film.mp4");

    private final StreamLinks links = new StreamLinks("a key of tests");

    @Test
    void aLinkHoldsUntilItsTime() {
        // When
        String link = links.link(FILM, LATER);
        // Then
        assertThat(link).startsWith("/media/" + FILM + "?exp=" + LATER.getEpochSecond() + "&sig=");
        assertThat(links.judge(FILM.value(), query(link), NOW)).isEqualTo(Worth.VALID);
        assertThat(links.judge(FILM.value(), query(link), LATER.minusSeconds(1)))
                .isEqualTo(Worth.VALID);
        assertThat(links.judge(FILM.value(), query(link), LATER)).isEqualTo(Worth.EXPIRED);
    }

    @Test
    void aLinkOpensNothingElse() {
        // Given
        String query = query(links.link(FILM, LATER));
        // Then
        assertThat(links.judge("films.0123", query, NOW)).isEqualTo(Worth.FORGED);
        assertThat(links.judge(FILM.value(), query.replace("exp=1", "exp=9"), NOW))
                .isEqualTo(Worth.FORGED);
        assertThat(new StreamLinks("another key").judge(FILM.value(), query, NOW))
                .isEqualTo(Worth.FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "exp=1", "sig=00", "exp=99999999999&sig=zz", "exp=-1&sig=00", "exp=1&sig=00&more=1"})
    void whatIsNoLinkOpensNothing(String query) {
        assertThat(links.judge(FILM.value(), query, NOW)).isEqualTo(Worth.FORGED);
    }

    @Test
    void theTokenIsComparedWhole() {
        // Given
        ApiToken token = new ApiToken("s3cret");
        // Then
        assertThat(token.isIn("Bearer s3cret")).isTrue();
        assertThat(token.isIn("bearer  s3cret ")).isTrue();
        assertThat(token.isIn("Bearer s3cre")).isFalse();
        assertThat(token.isIn("Bearer s3crets")).isFalse();
        assertThat(token.isIn("Basic s3cret")).isFalse();
        assertThat(token.isIn(null)).isFalse();
    }

    private static String query(String link) {
        return link.substring(link.indexOf('?') + 1);
    }
}
