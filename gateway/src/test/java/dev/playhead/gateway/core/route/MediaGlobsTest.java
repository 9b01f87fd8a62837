package dev.playhead.gateway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.config.TransparentOrigin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaGlobsTest {
    private static final MediaGlobs DEFAULT = new MediaGlobs(TransparentOrigin.DEFAULT.media());

    @ParameterizedTest
    @ValueSource(strings = {"/film.mp4", "/a/b/FILM.MKV", "/hls/720p/seg-00017.ts", "/dash/init.m4s", "/.mp4"})
    void takesCommonMediaEndingsAnywhereInAnyCase(String path) {
        assertThat(DEFAULT.match(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/film.mp4/info",
                "/film.mp4.json",
                "/a.vtt",
                "/a.srt",
                "/a.m3u8",
                "/a.mpd",
                "/a.jpg",
                "/mp4"
            })
    void leavesWhatChangesOrIsNoMedia(String path) {
        assertThat(DEFAULT.match(path)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/Videos/*/stream, /videos/17/stream, true",
        "/Videos/*/stream, /videos/17/18/stream, false",
        "/Videos/**/stream, /videos/17/18/stream, true",
        "/Videos/**, /videos/, true",
        "/Videos/**, /other/videos/x, false",
        "/part?.bin, /part1.bin, true",
        "/part?.bin, /part/.bin, false",
        "/a(b)[c].x, /a(b)[c].x, true",
        "/a.b, /axb, false"
    })
    void readsStarsWithinSegmentsAndDoubleStarsAcross(String glob, String path, boolean matches) {
        assertThat(new MediaGlobs(List.of(glob)).match(path)).isEqualTo(matches);
    }

    @Test
    void takesNothingWhenNothingIsNamed() {
        assertThat(new MediaGlobs(List.of()).match("/film.mp4")).isFalse();
    }
}
