package dev.playhead.gateway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentMediaIdsTest {
    private static final OriginName NAS = new OriginName("nas");

    private final RecentMediaIds ids = new RecentMediaIds();

    @Test
    void aMediaKeepsTheIdThatIsDerivedFromItsTarget() {
        // Given
        MediaId first = of(NAS, "/film.mp4", null);

        // When
        MediaId again = of(NAS, "/film.mp4", null);

        // Then
        assertThat(again).isSameAs(first).isEqualTo(MediaId.of(NAS, "/film.mp4"));
    }

    @Test
    void mediaOfTwoOriginsAtOnePathAreTwo() {
        // Given
        MediaId here = of(NAS, "/film.mp4", null);

        // When
        MediaId there = of(new OriginName("nas-2"), "/film.mp4", null);

        // Then
        assertThat(there)
                .isEqualTo(MediaId.of(new OriginName("nas-2"), "/film.mp4"))
                .isNotEqualTo(here);
    }

    @Test
    void aQueryIsPartOfTheMediaAndIsNotKept() {
        // When
        MediaId id = of(NAS, "/film.mp4", "v=1&token=secret");

        // Then
        assertThat(id).isEqualTo(MediaId.of(NAS, "/film.mp4?v=1"));
        assertThat(ids.size()).isZero();
    }

    @Test
    void theOneLongestUnusedIsForgotten() {
        // Given
        MediaId kept = of(NAS, "/kept.mp4", null);
        MediaId left = of(NAS, "/left.mp4", null);

        // When
        for (int i = 0; i < RecentMediaIds.MAX - 1; i++) {
            of(NAS, "/" + i + ".mp4", null);
            of(NAS, "/kept.mp4", null);
        }

        // Then
        assertThat(ids.size()).isEqualTo(RecentMediaIds.MAX);
        assertThat(of(NAS, "/kept.mp4", null)).isSameAs(kept);
        assertThat(of(NAS, "/left.mp4", null)).isNotSameAs(left).isEqualTo(left);
    }

    private MediaId of(OriginName origin, String path, String query) {
        return ids.of(origin, OriginPath.of(path, query), List.of("token"));
    }
}
