package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.standalone.run.Alone;
import dev.playhead.standalone.run.Service;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several of a kind: schedulers that take over from each other, and gateways behind one address. One scheduler and one
 * gateway run all the time.
 */
class FleetIT {
    private static final long MIB = 1024 * 1024;
    private static final int PARTITIONS = 4;
    /** Of two schedulers each owns one half of the partitions, so one of these two origins. */
    private static final List<String> ORIGINS = List.of(
            originIn(partition -> partition < PARTITIONS / 2), originIn(partition -> partition >= PARTITIONS / 2));
    /** Two films of it take ten seconds and more. */
    private static final long ORIGIN_RATE = 6 * MIB;

    private static final long FILM = 36 * MIB;
    /** Played when a scheduler goes: the read-ahead of the start is over. */
    private static final long UNDER_WAY = 4 * MIB;

    @TempDir
    static Path data;

    private static Fleet fleet;
    private static Alone gateway;

    @BeforeAll
    static void start() throws Exception {
        fleet = new Fleet(data, ORIGINS);
        fleet.start(Service.SCHEDULER);
        fleet.start(Service.FETCHER);
        gateway = fleet.start(Service.GATEWAY);
        fleet.origin().totalBandwidth(ORIGIN_RATE);
    }

    @AfterAll
    static void stop() throws Exception {
        fleet.close();
    }

    @Test
    void aSchedulerThatStopsIsReplacedBeforeAnybodyIsPassedThrough() throws Exception {
        // Given
        Alone leaving = fleet.start(Service.SCHEDULER);
        fleet.awaitSchedulers(2);
        List<OriginFile> films = films("stopped");
        List<Viewer> viewers = watch(films);

        // When
        Fleet.result(leaving.close());

        // Then
        for (Viewer viewer : viewers) {
            assertThat(viewer.end()).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(films).allSatisfy(film -> assertThat(direct(film)).isEmpty());
    }

    @Test
    void aSchedulerThatIsKilledIsReplacedWithinEightSecondsAndNobodyWaitsForIt() throws Exception {
        // Given
        Process dying = fleet.launch(Service.SCHEDULER);
        fleet.awaitSchedulers(2);
        List<OriginFile> films = films("killed");
        List<Viewer> viewers = watch(films);

        try (LogTap left = LogTap.open()) {
            // When
            dying.destroyForcibly();

            // Then
            await().atMost(Duration.ofSeconds(8)).untilAsserted(() -> assertThat(ORIGINS)
                    .allSatisfy(origin -> assertThat(left.writersOf(LogKeys.MEDIA, media(origin, "killed")))
                            .as("who works for the viewer of %s", origin)
                            .contains("CoreDriver")));
        }
        for (Viewer viewer : viewers) {
            assertThat(viewer.end()).as("passed through after two").isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void playersPlayAndSeekThroughTwoGatewaysBehindOneAddress() throws Exception {
        // Given
        Alone other = fleet.start(Service.GATEWAY);
        OriginFile film = fleet.origin().serve("/balanced.mp4", 12 * MIB);
        try (TcpBalancer balancer = TcpBalancer.before(List.of(Fleet.url(gateway), Fleet.url(other)))) {
            String address = balancer.url() + "/o/" + ORIGINS.get(0);

            // When
            Viewer viewer = Viewer.start(new Player(address, "viewer"), film);
            Random random = new Random(5);
            for (int seek = 0; seek < 20; seek++) {
                // Each player is a connection, so every other seek goes to the other gateway.
                new Player(address, "seeker").read(film, random.nextLong(film.length() - MIB), MIB / 4);
            }
            viewer.end();
        }

        // Then: every byte was checked, and both gateways used what the other had brought
        assertThat(fleet.origin().requests().bytesSent(film)).isLessThan(2 * film.length());
    }

    private static List<OriginFile> films(String name) {
        return ORIGINS.stream()
                .map(origin -> fleet.origin().serve(path(origin, name), FILM))
                .toList();
    }

    /** Begins to watch one film of each origin. */
    private static List<Viewer> watch(List<OriginFile> films) {
        List<Viewer> viewers = IntStream.range(0, ORIGINS.size())
                .mapToObj(i -> Viewer.start(
                        new Player(Fleet.url(gateway) + "/o/" + ORIGINS.get(i), "viewer of " + i), films.get(i)))
                .toList();
        for (Viewer viewer : viewers) {
            viewer.awaitTaken(UNDER_WAY);
        }
        return viewers;
    }

    private static String path(String origin, String name) {
        return "/" + name + "-" + origin + ".mp4";
    }

    private static String media(String origin, String name) {
        return MediaId.of(new OriginName(origin), path(origin, name)).toString();
    }

    /** The requests of gateways are open-ended; those of fetchers have an end. */
    private static List<OriginRequest> direct(OriginFile film) {
        return fleet.origin().requests().of(film).stream()
                .filter(request ->
                        request.range().filter(range -> range.endsWith("-")).isPresent())
                .toList();
    }

    /** Returns a name whose partition, by Kafka's own partitioner, is as wanted. */
    private static String originIn(IntPredicate partition) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "origin" + i)
                .filter(name -> partition.test(
                        Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % PARTITIONS))
                .findFirst()
                .orElseThrow();
    }
}
