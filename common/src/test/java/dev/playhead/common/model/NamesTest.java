package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Films", "-films", "a_b", "a.b", "a/b", "..", "ä"})
    void anOriginNameIsSafeInAPathAndATopicKey(String name) {
        assertThatThrownBy(() -> new OriginName(name)).hasMessageContaining("origin name '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a b", "a/b", ".hidden"})
    void serviceGivenNamesAreTokens(String name) {
        assertThatThrownBy(() -> new CommandId(name)).hasMessageContaining("CommandId '" + name + "'");
        assertThatThrownBy(() -> new StreamId(name)).hasMessageContaining("StreamId");
        assertThatThrownBy(() -> new SessionId(name)).hasMessageContaining("SessionId");
        assertThatThrownBy(() -> new FetcherId(name)).hasMessageContaining("FetcherId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"films", "films.", "films.123", "films.0123456789ABCDEF0123456789ABCDEF", "../etc/passwd"})
    void aMediaIdHasOneForm(String id) {
        assertThatThrownBy(() -> new MediaId(id)).hasMessageContaining("'" + id + "'");
    }

    @Test
    void aMediaIdTellsItsOriginAndDependsOnAllItIsMadeOf() {
        // Given
        OriginName films = new OriginName("films-2");

        // When
        MediaId id = MediaId.of(films, "/a.mkv?v=1");

        // Then
        assertThat(id.origin()).isEqualTo(films);
        assertThat(id)
                .isEqualTo(MediaId.of(films, "/a.mkv?v=1"))
                .isNotEqualTo(MediaId.of(films, "/a.mkv?v=2"))
                .isNotEqualTo(MediaId.of(new OriginName("films"), "/a.mkv?v=1"));
        assertThat(new MediaId(id.value())).isEqualTo(id);
    }

    @Test
    void aSourceIsAPathBelowTheOrigin() {
        assertThatThrownBy(() -> new MediaSource("film.mkv", null)).hasMessageContaining("'film.mkv'");
    }

    @Test
    void aByteRangeIsNeitherEmptyNorNegative() {
        assertThatThrownBy(() -> new ByteRange(3, 3)).hasMessageContaining("[3, 3)");
        assertThatThrownBy(() -> new ByteRange(-1, 3)).hasMessageContaining("[-1, 3)");
        assertThatThrownBy(() -> ByteRange.ofLength(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void byteRangesThatTouchDoNotOverlap() {
        // Given
        ByteRange range = new ByteRange(10, 20);

        // Then
        assertThat(range.overlaps(new ByteRange(20, 30))).isFalse();
        assertThat(range.overlaps(new ByteRange(19, 30))).isTrue();
        assertThat(range.contains(20)).isFalse();
        assertThat(range.contains(new ByteRange(10, 20))).isTrue();
        assertThat(range.contains(new ByteRange(10, 21))).isFalse();
        assertThat(range.length()).isEqualTo(10);
    }
}
