package dev.playhead.testkit.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RampContentTest {
    private final RampContent content = new RampContent("/a", 1);

    @Test
    void fillsAnyPieceWithTheBytesOfItsOffset() {
        // Given
        Random random = new Random(7);

        for (int i = 0; i < 200; i++) {
            // When
            long offset = random.nextLong(1L << 40);
            byte[] piece = content.bytes(offset, random.nextInt(50));

            // Then
            for (int at = 0; at < piece.length; at++) {
                assertThat(piece[at]).isEqualTo(content.at(offset + at));
            }
        }
    }

    @Test
    void findsTheFirstWrongByte() {
        // Given
        byte[] piece = content.bytes(1003, 100);
        piece[17]++;

        // Then
        assertThat(content.firstMismatch(piece, 1003)).hasValue(1020);
        assertThat(content.firstMismatch(content.bytes(1003, 100), 1003)).isEmpty();
    }

    @Test
    void differsByNameVersionAndPlace() {
        // Given
        byte[] piece = content.bytes(0, 64);

        // Then
        assertThat(new RampContent("/b", 1).firstMismatch(piece, 0)).isPresent();
        assertThat(new RampContent("/a", 2).firstMismatch(piece, 0)).isPresent();
        assertThat(content.firstMismatch(piece, 8)).isPresent();
    }
}
