package dev.playhead.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.standalone.status.ChunkMap.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkMapTest {

    @Test
    void drawsNothingEverythingAndSome() {
        assertThat(ChunkMap.draw(100, List.of(), 10)).isEqualTo("..........");
        assertThat(ChunkMap.draw(100, List.of(new Run(0, 99)), 10)).isEqualTo("##########");
        assertThat(ChunkMap.draw(100, List.of(new Run(0, 9), new Run(15, 15), new Run(90, 98)), 10))
                .isEqualTo("#+.......+");
    }

    @Test
    void stretchesFewChunks() {
        assertThat(ChunkMap.draw(2, List.of(new Run(1, 1)), 10)).isEqualTo(".....#####");
        assertThat(ChunkMap.draw(1, List.of(new Run(0, 0)), 4)).isEqualTo("####");
    }

    @Test
    void takesAnEmptyMediaForWhole() {
        assertThat(ChunkMap.draw(0, List.of(), 4)).isEqualTo("####");
    }

    @Test
    void losesNoChunkBetweenTwoCharacters() {
        // 7 chunks on 5 characters: each stored chunk must show somewhere
        for (int chunk = 0; chunk < 7; chunk++) {
            assertThat(ChunkMap.draw(7, List.of(new Run(chunk, chunk)), 5)).containsPattern("[#+]");
        }
    }
}
