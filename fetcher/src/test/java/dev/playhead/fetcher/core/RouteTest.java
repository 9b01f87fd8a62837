package dev.playhead.fetcher.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void whereNothingRedirectsARefusalIsFinal() {
        // Given
        Route<String> route = new Route<>("origin", null, false);

        // Then
        assertThat(route.renew(false)).isFalse();
        assertThat(route.current()).isEqualTo("origin");
    }

    @Test
    void aRedirectIsFollowedAnewOnceUntilThereIsProgress() {
        // Given
        Route<String> route = new Route<>("origin", null, false);

        // Then
        assertThat(route.renew(true)).isTrue();
        assertThat(route.renew(true)).isFalse();
        route.progressed();
        assertThat(route.renew(true)).isTrue();
        assertThat(route.current()).isEqualTo("origin");
    }

    @Test
    void theHookIsAskedAfterARefusalAndAgainWhenItsLinkExpiresToo() {
        // Given
        Route<String> route = new Route<>("origin", "hook", false);

        // Then
        assertThat(route.renew(false)).isTrue();
        assertThat(route.current()).isEqualTo("hook");
        assertThat(route.isByHook()).isTrue();
        assertThat(route.renew(true)).isFalse();
        route.progressed();
        assertThat(route.renew(true)).isTrue();
        assertThat(route.current()).isEqualTo("hook");
    }

    @Test
    void aMediaWhoseLinkHasExpiredBeginsAtTheHook() {
        assertThat(new Route<>("origin", "hook", true).current()).isEqualTo("hook");
        assertThat(new Route<>("origin", null, true).current()).isEqualTo("origin");
    }
}
