package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.bytes.http.Rendezvous;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.testkit.docker.RequiresDocker;
import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The composed stack, whose parts are taken away while films play: every byte that arrives is the origin's, and all of
 * them do.
 */
@RequiresDocker
@Timeout(180)
class ComposeIT {
    private static final long MIB = 1024 * 1024;
    /** What all answers of the origin together bring, so that a film of a given length plays for a given time. */
    private static final long ORIGIN_RATE = 5 * MIB;
    /** Played when something breaks: the read-ahead of the start is over. */
    private static final long UNDER_WAY = 6 * MIB;

    private static final List<URI> STORES =
            List.of(URI.create("http://store-1:8090"), URI.create("http://store-2:8090"));

    private static Composed stack;

    @BeforeAll
    static void up() {
        stack = Composed.up(Map.of(), "fetcher=2", "scheduler=2");
        stack.origin().totalBandwidth(ORIGIN_RATE);
    }

    @AfterAll
    static void down() {
        stack.close();
    }

    @ParameterizedTest
    @CsvSource({"fetcher-1, 8", "scheduler-1, 4", "scheduler-2, 4", "store-1-1, 30", "gateway-1, 30"})
    void aFilmPlaysWholeWhenAServiceIsKilled(String container, int longestWaitSeconds) throws Exception {
        // Given
        OriginFile film = stack.origin().serve(onStore(1, "/killed-" + container), 24 * MIB);
        Viewer viewer = Viewer.begin(stack.player(container), film, UNDER_WAY);

        // When
        stack.kill(container);
        if (!container.startsWith("fetcher") && !container.startsWith("scheduler")) {
            stack.start(container);
        }

        // Then
        assertThat(viewer.end()).isLessThan(Duration.ofSeconds(longestWaitSeconds));
        stack.ensure("fetcher=2", "scheduler=2");
    }

    @Test
    void aFilmPlaysWholeWhileTheBrokerRestarts() throws Exception {
        // Given
        OriginFile film = stack.origin().serve("/broker.mp4", 30 * MIB);
        Viewer viewer = Viewer.begin(stack.player("broker"), film, UNDER_WAY);

        // When
        stack.restart("kafka-1");

        // Then
        assertThat(viewer.end()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void fetchersThatJoinTakeTheirShareAndNobodyNotices() throws Exception {
        // Given
        stack.ensure("fetcher=1");
        OriginFile film = stack.origin().serve("/fleet.mp4", 28 * MIB);
        film.lies().always(Fault.bandwidth(MIB));
        Viewer viewer = Viewer.begin(stack.player("fleet"), film, UNDER_WAY);

        // When
        stack.ensure("fetcher=4");

        // Then
        assertThat(viewer.end()).isLessThan(Duration.ofSeconds(8));
        List<OriginFile> more = IntStream.range(0, 4)
                .mapToObj(i -> stack.origin().serve("/fleet-" + i + ".mp4", 4 * MIB))
                .toList();
        more.stream()
                .map(each -> Viewer.start(stack.player("viewer of " + each.path()), each))
                .toList()
                .forEach(Viewer::end);
        assertThat(stack.origin().requests().all().stream()
                        .map(OriginRequest::client)
                        .distinct())
                .as("fetchers that asked the origin")
                .hasSizeGreaterThanOrEqualTo(4);
        stack.ensure("fetcher=2");
    }

    @Test
    void aStoreThatIsCutOffCostsItsOwnMediaTheCacheAndNoOthers() {
        // Given
        OriginFile here = stack.origin().serve(onStore(1, "/here"), 4 * MIB);
        OriginFile gone = stack.origin().serve(onStore(2, "/gone"), 4 * MIB);
        stack.player("first").readWhole(here);
        stack.player("first").readWhole(gone);
        stack.origin().requests().clear();

        // When
        stack.disconnect("store-2-1");

        // Then
        stack.player("second").readWhole(here);
        assertThat(stack.origin().requests().of(here))
                .as("the other store serves on")
                .isEmpty();
        stack.player("second").readWhole(gone);
        assertThat(stack.origin().requests().of(gone)).as("passed through").isNotEmpty();
        // The one that joins takes the address that was left, so that the store comes back at another.
        stack.ensure("fetcher=3");
        stack.connect("store-2-1", "store-2");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            stack.origin().requests().clear();
            stack.player("third").readWhole(gone);
            assertThat(stack.origin().requests().of(gone)).isEmpty();
        });
        stack.ensure("fetcher=2");
    }

    /** Returns a path that lives on a given store, by the placement that all services share. */
    private static String onStore(int number, String prefix) {
        Rendezvous placement = new Rendezvous(STORES);
        URI store = STORES.get(number - 1);
        return IntStream.range(0, 1000)
                .mapToObj(i -> prefix + "-" + i + ".mp4")
                .filter(path -> placement
                        .storeOf(MediaId.of(new OriginName("film"), path))
                        .equals(store))
                .findFirst()
                .orElseThrow();
    }
}
