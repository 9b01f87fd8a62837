package dev.playhead.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    @Test
    void tellsAddressOriginsAndAnExampleInOneLine() {
        assertThat(Announcement.of(
                        "http://127.0.0.1:8080", List.of(origin("songs"), origin("films")), Optional.empty()))
                .isEqualTo("ready on http://127.0.0.1:8080  (origins: films, songs; play"
                        + " http://127.0.0.1:8080/o/films/PATH)");
    }

    @Test
    void tellsHowToGiveAnOriginWhenThereIsNone() {
        assertThat(Announcement.of("http://127.0.0.1:8080", List.of(), Optional.empty()))
                .startsWith("ready on http://127.0.0.1:8080")
                .contains("--origin name=url")
                .hasLineCount(1);
    }

    @Test
    void tellsInWhosePlaceItStands() {
        assertThat(Announcement.of("http://127.0.0.1:8080", List.of(origin("nas")), Optional.of(new OriginName("nas"))))
                .isEqualTo("ready on http://127.0.0.1:8080  (in place of origin nas; play http://127.0.0.1:8080/PATH)");
    }

    private static OriginConfig origin(String name) {
        return new OriginConfig(new OriginName(name), URI.create("http://nas"), Map.of(), List.of(), 6);
    }
}
