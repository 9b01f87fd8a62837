package dev.playhead.scheduler.core;

import static dev.playhead.scheduler.core.CoreFixture.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdoptionTest {
    private static final long FIRST_WINDOW = 9 * MIB / 4;

    @Test
    void sixPlacesLeftAtOnceProveNothingAndTheSeventhDoes() {
        // When
        Adoption six = leftAtOnce(Adoption.NONE, 6);

        // Then
        assertThat(six.isLow()).isFalse();
        assertThat(leftAtOnce(six, 1).isLow()).isTrue();
    }

    @Test
    void demandThatNobodyStayedForIsNoEvidence() {
        // When
        Adoption scrubbed = Adoption.NONE;
        for (int i = 0; i < 100; i++) {
            scrubbed = scrubbed.left(MIB, 0);
        }

        // Then
        assertThat(scrubbed).isEqualTo(Adoption.NONE);
    }

    @Test
    void viewerWhoReadsAMebibyteAtEachPlaceUsesEnough() {
        // When
        Adoption adoption = Adoption.NONE;
        for (int i = 0; i < 100; i++) {
            adoption = adoption.taken(MIB, MIB).left(FIRST_WINDOW - MIB, MIB);
        }

        // Then
        assertThat(adoption.isLow()).isFalse();
    }

    @Test
    void largestWindowLeftAfterALongFilmIsForgiven() {
        // Given
        Adoption film = read(Adoption.NONE, 1000);

        // When
        Adoption left = film.left(64 * MIB, 1000 * MIB);

        // Then
        assertThat(left.isLow()).isFalse();
    }

    @Test
    void longFilmIsNoCreditForAnEveningOfSkipping() {
        // Given
        Adoption film = read(Adoption.NONE, 10_000);

        // When
        Adoption skipped = leftAtOnce(film, 120);

        // Then
        assertThat(skipped.isLow()).isTrue();
    }

    @Test
    void lowAdoptionStaysLowWhateverIsTakenOfDemands() {
        // Given
        Adoption low = leftAtOnce(Adoption.NONE, 7);

        // When
        Adoption later = low;
        for (int i = 0; i < 100; i++) {
            later = later.taken(MIB, MIB).left(0, MIB);
        }

        // Then
        assertThat(later).isEqualTo(low);
    }

    @Test
    void whoReadsOnHasAllForgiven() {
        // Given
        Adoption low = leftAtOnce(Adoption.NONE, 50);

        // When
        Adoption almost = low.taken(Adoption.READS_ON - 1, Adoption.READS_ON - 1);
        Adoption reached = almost.taken(1, Adoption.READS_ON);

        // Then
        assertThat(almost.isLow()).isTrue();
        assertThat(reached).isEqualTo(new Adoption(Adoption.READS_ON, 0));
    }

    @Test
    void whatIsRememberedIsBounded() {
        // When
        Adoption adoption = Adoption.NONE.taken(10_000 * MIB, 10_000 * MIB).left(5_000 * MIB, 10_000 * MIB);

        // Then
        assertThat(adoption.used() + adoption.wasted()).isBetween(Adoption.REMEMBERED / 2, Adoption.REMEMBERED);
    }

    private static Adoption leftAtOnce(Adoption adoption, int places) {
        Adoption left = adoption;
        for (int i = 0; i < places; i++) {
            left = left.left(FIRST_WINDOW, 0);
        }
        return left;
    }

    private static Adoption read(Adoption adoption, int mebibytes) {
        Adoption read = adoption;
        for (int i = 1; i <= mebibytes; i++) {
            read = read.taken(MIB, i * MIB);
        }
        return read;
    }
}
