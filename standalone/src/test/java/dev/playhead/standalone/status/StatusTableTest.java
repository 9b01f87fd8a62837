package dev.playhead.standalone.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.standalone.status.Snapshot.MediaLine;
import dev.playhead.standalone.status.Snapshot.StreamLine;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Optional<URI> GATEWAY = Optional.of(URI.create("http://127.0.0.1:8080"));

    @Test
    void showsHealthMediaAndStreams() {
        // Given
        MediaLine film = new MediaLine("films", "/a.mkv", 1_610_612_736, 50.0, 1536, List.of(new ChunkMap.Run(0, 767)));
        MediaLine song = new MediaLine("songs", "/b.flac", 1000, 100.0, 1, List.of(new ChunkMap.Run(0, 0)));
        StreamLine stream = new StreamLine("s-1", "127.0.0.1", "/a.mkv", Optional.of(805_306_368L), true);

        // When
        String table = StatusTable.render(
                new Snapshot("1.0", problems(Optional.empty()), GATEWAY, List.of(film, song), false, List.of(stream)));

        // Then
        assertThat(table).isEqualTo("""
                        playhead 1.0: ready on http://127.0.0.1:8080
                          ok  kafka
                          ok  store

                        MEDIA          SIZE     STORED  CHUNKS
                        films:/a.mkv   1.5 GiB  50.0%   [####################....................]
                        songs:/b.flac  1000 B   100.0%  [########################################]

                        SESSION  CLIENT     AT         STATE  MEDIA
                        s-1      127.0.0.1  768.0 MiB  waits  /a.mkv
                        """);
    }

    @Test
    void showsWhatIsMissing() {
        // When
        String table = StatusTable.render(
                new Snapshot("1.0", problems(Optional.of("starting")), GATEWAY, List.of(), false, List.of()));

        // Then
        assertThat(table)
                .startsWith("playhead 1.0: NOT ready on")
                .contains("  --  kafka: starting\n", "  ok  store\n", "no media stored", "no open streams");
    }

    @Test
    void showsHealthAloneWhereNoGatewayRuns() {
        assertThat(StatusTable.render(
                        new Snapshot("1.0", problems(Optional.empty()), Optional.empty(), List.of(), false, List.of())))
                .isEqualTo("playhead 1.0: ready\n  ok  kafka\n  ok  store\n");
    }

    @Test
    void keepsTheEndOfLongNamesAndTellsThatThereAreMore() {
        // Given
        MediaLine film = new MediaLine("films", "/" + "x".repeat(80) + "/end.mkv", 1, 0, 1, List.of());

        // When
        String table = StatusTable.render(
                new Snapshot("1.0", problems(Optional.empty()), GATEWAY, List.of(film), true, List.of()));

        // Then
        assertThat(table).contains("...xxx", "/end.mkv", "... and more");
        assertThat(table.lines()).allMatch(line -> line.length() <= 120);
    }

    private static TreeMap<String, Optional<String>> problems(Optional<String> kafka) {
        return new TreeMap<>(Map.of("kafka", kafka, "store", Optional.empty()));
    }
}
