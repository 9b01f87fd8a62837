package dev.playhead.common.event.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.event.PlayheadEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypesTest {

    @Test
    void knowsEveryEventThatIsDeclared() {
        assertThat(EventTypes.all().values())
                .containsExactlyInAnyOrderElementsOf(shapes(PlayheadEvent.class).toList());
    }

    @Test
    void hasASampleOfEveryEvent() {
        assertThat(EventSamples.all().stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(EventTypes.all().values());
    }

    @Test
    void namesEventsByTheirShape() {
        assertThat(EventSamples.all()).allSatisfy(event -> assertThat(EventTypes.named(EventTypes.nameOf(event)))
                .hasValue(event.getClass()));
    }

    private static Stream<Class<? extends PlayheadEvent>> shapes(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventTypesTest::shapes)
                : Stream.of(type.asSubclass(PlayheadEvent.class));
    }
}
