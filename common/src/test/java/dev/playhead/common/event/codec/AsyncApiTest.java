package dev.playhead.common.event.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.topic.Topic;
import dev.playhead.common.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/asyncapi.yaml} to the code. */
class AsyncApiTest {
    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        document =
                new YAMLMapper().readTree(Path.of("..", "docs", "asyncapi.yaml").toFile());
    }

    @Test
    void listsEveryTopic() {
        Set<String> documented = elements(document.path("channels"))
                .map(channel -> channel.path("address").asText())
                .collect(Collectors.toSet());

        assertThat(documented)
                .isEqualTo(Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                        .collect(Collectors.toSet()));
    }

    @Test
    void listsEveryMessageOfEachTopic() {
        for (Topic<?> topic : Topics.all()) {
            Set<String> carried = EventTypes.all().entrySet().stream()
                    .filter(entry -> topic.type().isAssignableFrom(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            JsonNode channel = elements(document.path("channels"))
                    .filter(candidate -> candidate.path("address").asText().equals(topic.name()))
                    .findFirst()
                    .orElseThrow();

            assertThat(names(channel.path("messages"))).as(topic.name()).isEqualTo(carried);
            assertThat(channel.at("/bindings/kafka/topicConfiguration/retention.ms")
                            .asLong())
                    .isEqualTo(topic.retention().toMillis());
        }
    }

    @Test
    void describesEveryFieldOfEveryMessage() {
        assertThat(names(document.at("/components/messages")))
                .isEqualTo(EventTypes.all().keySet());
        EventTypes.all()
                .forEach((name, type) -> assertThat(names(document.at("/components/schemas/" + name + "/properties")))
                        .as(name)
                        .isEqualTo(components(type)));
    }

    @Test
    void refersToWhatIsThere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private static Set<String> components(Class<? extends PlayheadEvent> type) {
        return Arrays.stream(type.getRecordComponents())
                // What JSON does not see travels in a header.
                .filter(component -> !component.getAccessor().isAnnotationPresent(JsonIgnore.class))
                .map(component -> component.getName())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
