package dev.playhead.common.event.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.event.codec.DecodedRecord.ReadableRecord;
import dev.playhead.common.event.codec.DecodedRecord.UnreadableRecord;
import dev.playhead.common.model.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final EventCodec codec = new EventCodec();

    static List<PlayheadEvent> samples() {
        return EventSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void writesWhatTheGoldenFileSays(PlayheadEvent event) throws IOException {
        EncodedEvent encoded = codec.encode(event);

        assertThat(encoded.type()).isEqualTo(event.getClass().getSimpleName());
        assertThat(encoded.schema()).isEqualTo("1");
        assertThat(JSON.readTree(encoded.payload())).isEqualTo(JSON.readTree(golden(encoded.type())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheGoldenFile(PlayheadEvent event) throws IOException {
        String type = EventTypes.nameOf(event);

        assertThat(codec.decode(type, "1", golden(type))).isEqualTo(new ReadableRecord(event));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void leavesTheTraceToTheHeaders(PlayheadEvent event) throws IOException {
        // Given
        TraceContext trace = new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01");

        // When
        EncodedEvent encoded = codec.encode(event.traced(trace));

        // Then
        assertThat(JSON.readTree(encoded.payload())).isEqualTo(JSON.readTree(golden(encoded.type())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void skipsFieldsItDoesNotKnow(PlayheadEvent event) throws IOException {
        // Given
        String type = EventTypes.nameOf(event);
        ObjectNode later = (ObjectNode) JSON.readTree(golden(type));
        later.putObject("addedLater").put("x", 1);

        // When
        DecodedRecord read = codec.decode(type, "1", JSON.writeValueAsBytes(later));

        // Then
        assertThat(read).isEqualTo(new ReadableRecord(event));
    }

    static Stream<Arguments> brokenFields() throws IOException {
        Stream.Builder<Arguments> broken = Stream.builder();
        for (PlayheadEvent event : EventSamples.all()) {
            String type = EventTypes.nameOf(event);
            for (String field : List.of("media", "fetcher", "cursor", "at", "range", "stats", "revision")) {
                ObjectNode node = (ObjectNode) JSON.readTree(golden(type));
                if (node.has(field)) {
                    node.remove(field);
                    broken.add(Arguments.of(type, field, node.toString()));
                    node.putNull(field);
                    broken.add(Arguments.of(type, field, node.toString()));
                }
            }
        }
        return broken.build();
    }

    @ParameterizedTest
    @MethodSource("brokenFields")
    void refusesAnEventThatLacksWhatItMustHave(String type, String field, String json) {
        assertThat(codec.decode(type, "1", json.getBytes(UTF_8)))
                .isInstanceOfSatisfying(UnreadableRecord.class, unreadable -> assertThat(unreadable.reason())
                        .contains(field));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, 1, {}, type",
                "Unheard, 1, {}, Unheard",
                "CancelFetch, 2, {}, schema 2",
                "CancelFetch, null, {}, schema null",
                "CancelFetch, 1, null, payload",
                "CancelFetch, 1, null-literal, payload is null",
                "CancelFetch, 1, [], CancelFetch",
                "CancelFetch, 1, garbage, garbage",
            })
    void saysWhyARecordIsUnreadable(String type, String schema, String payload, String reason) {
        byte[] bytes =
                payload == null ? null : payload.replace("null-literal", "null").getBytes(UTF_8);

        assertThat(codec.decode(type, schema, bytes))
                .isInstanceOfSatisfying(UnreadableRecord.class, unreadable -> assertThat(unreadable.reason())
                        .contains(reason));
    }

    @Test
    void refusesValuesThatTheModelForbids() throws IOException {
        // Given
        ObjectNode node = (ObjectNode) JSON.readTree(golden("CancelFetch"));
        node.put("media", "../../etc/passwd");

        // When
        DecodedRecord read = codec.decode("CancelFetch", "1", JSON.writeValueAsBytes(node));

        // Then
        assertThat(read).isInstanceOf(UnreadableRecord.class);
    }

    @Property(tries = 200)
    void neverThrowsOnGarbage(@ForAll byte[] garbage) {
        for (String type : EventTypes.all().keySet()) {
            assertThat(codec.decode(type, "1", garbage)).isInstanceOf(UnreadableRecord.class);
        }
    }

    private static byte[] golden(String type) throws IOException {
        try (InputStream file = EventCodecTest.class.getResourceAsStream("/golden/" + type + ".json")) {
            return Objects.requireNonNull(file, () -> "no golden file for " + type)
                    .readAllBytes();
        }
    }
}
