package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private static final Pattern MEDIA_ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}\\.[0-9a-f]{32}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    @Test
    void aPartOfATextIsSpelledWhateverStandsAroundIt() {
        assertThat(Alphabet.HEX.spells("xx0af9xx", 2, 6)).isTrue();
        assertThat(Alphabet.HEX.spells("xx0af9xx", 2, 7)).isFalse();
        assertThat(Alphabet.HEX.spells("")).isTrue();
        assertThat(Alphabet.LETTERS.spells("é")).isFalse();
    }

    @Test
    void digitsAreThoseOfAsciiAlone() {
        assertThat(Alphabet.DIGITS.spells("0123456789")).isTrue();
        assertThat(Alphabet.DIGITS.spells("1a")).isFalse();
        assertThat(Alphabet.DIGITS.spells("-1")).isFalse();
        assertThat(Alphabet.DIGITS.spells("\u0661")).as("an Arabic-Indic one").isFalse();
    }

    @Property(tries = 500)
    void mediaIdsAreThoseOfTheRegularExpression(@ForAll("nearMediaIds") String text) {
        assertThat(accepts(() -> new MediaId(text)))
                .isEqualTo(MEDIA_ID.matcher(text).matches());
    }

    @Property(tries = 500)
    void tokensAreThoseOfTheRegularExpression(@ForAll("nearTokens") String text) {
        assertThat(accepts(() -> new StreamId(text)))
                .isEqualTo(TOKEN.matcher(text).matches());
    }

    @Provide
    Arbitrary<String> nearMediaIds() {
        Arbitrary<String> origin = Arbitraries.strings().withChars("az09-A.").ofMaxLength(65);
        Arbitrary<String> digest =
                Arbitraries.strings().withChars("09af").ofMinLength(31).ofMaxLength(33);
        Arbitrary<String> end = Arbitraries.of("", "", "", "g", ".", "\n");
        return Combinators.combine(origin, digest, end).as((name, hex, more) -> name + "." + hex + more);
    }

    @Provide
    Arbitrary<String> nearTokens() {
        return Arbitraries.strings().withChars("azAZ09_.-/é").ofMaxLength(130);
    }

    private static boolean accepts(Runnable made) {
        try {
            made.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
