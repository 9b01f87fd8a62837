package dev.playhead.gateway.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import org.junit.jupiter.api.Test;

class HerdsTest {
    private static final MediaId FILM = MediaId.of(new OriginName("nas"), "/film.mp4");
    private static final MediaSource SOURCE = new MediaSource("/film.mp4", null);

    private final Herds herds = new Herds();

    @Test
    void theFirstOfAHerdLeadsItOnceItWasToldOf() {
        // Given
        FakeMember first = join(RequestedRange.WHOLE);
        FakeMember second = join(RequestedRange.WHOLE);
        boolean before = herds.isLed(second);

        // When
        first.announce();

        // Then
        assertThat(before).isFalse();
        assertThat(herds.isLed(second)).isTrue();
        assertThat(herds.isLed(first)).isFalse();
    }

    @Test
    void twoThatWereToldOfDoNotLeadEachOther() {
        // Given
        FakeMember first = join(RequestedRange.WHOLE);
        FakeMember second = join(RequestedRange.WHOLE);

        // When
        first.announce();
        second.announce();

        // Then
        assertThat(herds.isLed(first)).isFalse();
        assertThat(herds.isLed(second)).isTrue();
    }

    @Test
    void whoeverIsAheadLeadsOverBytesThatAreHere() {
        // Given
        FakeMember behind = join(RequestedRange.WHOLE);
        FakeMember ahead = join(new RequestedRange.From(1000, null));
        ahead.announce();

        // When
        behind.readable = 999;
        boolean overAHole = herds.isLed(behind);
        behind.readable = 1000;

        // Then
        assertThat(overAHole).isFalse();
        assertThat(herds.isLed(behind)).isTrue();
        assertThat(herds.isLed(ahead)).isFalse();
    }

    @Test
    void nobodyIsLedByAStreamThatWantsLess() {
        // Given
        join(new RequestedRange.From(0, 1000L)).announce();

        // When
        FakeMember farther = join(new RequestedRange.From(0, 1001L));
        FakeMember toTheEnd = join(RequestedRange.WHOLE);
        FakeMember asFar = join(new RequestedRange.From(0, 1000L));

        // Then
        assertThat(herds.isLed(farther)).isFalse();
        assertThat(herds.isLed(toTheEnd)).isFalse();
        assertThat(herds.isLed(asFar)).isTrue();
    }

    @Test
    void nobodyIsLedByAStreamThatAsksInAnotherWay() {
        // Given
        join(RequestedRange.WHOLE).announce();

        // When
        FakeMember other = new FakeMember(new MediaSource("/film.mp4", "sealed"), RequestedRange.WHOLE);
        herds.join(other);

        // Then
        assertThat(herds.isLed(other)).isFalse();
    }

    @Test
    void whoeverWantsTheEndIsNeitherLedNorLeads() {
        // Given
        join(new RequestedRange.Suffix(1000)).announce();
        join(RequestedRange.WHOLE).announce();

        // When
        FakeMember tail = join(new RequestedRange.Suffix(1000));

        // Then
        assertThat(herds.isLed(tail)).isFalse();
    }

    @Test
    void theNextLeadsWhenALeaderLeaves() {
        // Given
        FakeMember first = join(RequestedRange.WHOLE);
        first.announce();
        FakeMember second = join(RequestedRange.WHOLE);
        FakeMember third = join(RequestedRange.WHOLE);

        // When
        herds.leave(first);

        // Then
        assertThat(herds.untold(FILM)).containsExactly(second, third);
        assertThat(herds.isLed(second)).isFalse();
        second.announce();
        assertThat(herds.isLed(third)).isTrue();
    }

    private FakeMember join(RequestedRange remaining) {
        FakeMember member = new FakeMember(SOURCE, remaining);
        herds.join(member);
        return member;
    }

    private static final class FakeMember implements Herds.Member {
        private final MediaSource source;
        private final RequestedRange remaining;
        private long readable;
        private boolean told;

        FakeMember(MediaSource source, RequestedRange remaining) {
            this.source = source;
            this.remaining = remaining;
        }

        @Override
        public MediaId media() {
            return FILM;
        }

        @Override
        public MediaSource source() {
            return source;
        }

        @Override
        public RequestedRange remaining() {
            return remaining;
        }

        @Override
        public boolean reaches(long position) {
            return readable >= position;
        }

        @Override
        public boolean isTold() {
            return told;
        }

        @Override
        public void announce() {
            told = true;
        }
    }
}
