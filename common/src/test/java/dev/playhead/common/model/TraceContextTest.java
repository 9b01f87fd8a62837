package dev.playhead.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @Test
    void readsAndWritesTheExampleOfTheStandard() {
        // Given
        String header = "00-" + TRACE + "-" + PARENT + "-01";

        // When
        TraceContext trace = TraceContext.parse(header).orElseThrow();

        // Then
        assertThat(trace).isEqualTo(new TraceContext(TRACE, PARENT, "01"));
        assertThat(trace.toHeader()).isEqualTo(header);
        assertThat(trace).hasToString(TRACE);
    }

    @Test
    void keepsTheTraceWhenItIsPassedOn() {
        TraceContext passedOn = new TraceContext(TRACE, PARENT, "01").by("b7ad6b7169203331");

        assertThat(passedOn.toHeader()).isEqualTo("00-" + TRACE + "-b7ad6b7169203331-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-and-more", "-"})
    void readsWhatItKnowsOfALaterVersion(String more) {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + PARENT + "-01" + more))
                .contains(new TraceContext(TRACE, PARENT, "01"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + PARENT,
                "00-" + TRACE + "-" + PARENT + "-01-more",
                "00-" + TRACE + "-" + PARENT + "-0",
                "00-" + TRACE + "-" + PARENT + "-0x",
                "ff-" + TRACE + "-" + PARENT + "-01",
                "cc-" + TRACE + "-" + PARENT + "-01more",
                "0g-" + TRACE + "-" + PARENT + "-01",
                "00_" + TRACE + "-" + PARENT + "-01",
                "00-00000000000000000000000000000000-" + PARENT + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + PARENT + "-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\n-" + PARENT + "-01",
            })
    void takesWhatIsMalformedForMissing(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Property(tries = 500)
    void neverThrows(@ForAll String garbage) {
        TraceContext.parse(garbage);
        assertThat(TraceContext.parse("00-" + garbage + "-" + TRACE + "-" + PARENT + "-01"))
                .satisfies(read ->
                        assertThat(read.map(TraceContext::toHeader).orElse("")).hasSizeLessThan(56));
    }

    @Test
    void refusesWhatIsNoTrace() {
        assertThatThrownBy(() -> new TraceContext("x", PARENT, "01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("traceId 'x'");
    }
}
