package dev.playhead.scheduler.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A film with its index at the end, opened again after everything of it was evicted, in virtual time. */
class IndexSimTest {
    private static final long MIB = 1024 * 1024;
    private static final long LENGTH = 128 * MIB;
    private static final long INDEX = LENGTH - 3 * MIB + 5;
    private static final double FILM = 2e6;
    /** What a player sees of the head before it knows that the index is elsewhere. */
    private static final long A_LOOK = 64 * 1024;
    /** Two seconds of film begin a picture. */
    private static final long PICTURE = (long) (2 * FILM);

    private SimulatedCore core;
    private SimWorld world;
    private MediaId film;

    @BeforeEach
    void commonOriginAndTwoFetchers() {
        core = new SimulatedCore();
        world = new SimWorld(1, SimOrigin.common(), core).withFetchers(2);
        film = world.media("film", new DataSize(LENGTH));
    }

    @Test
    void secondOpeningBringsHeadAndTailTogetherAndThePictureSooner() {
        // Given
        probe("probe");
        evict();
        Duration unlearned = start("first");
        evict();
        int before = world.origin().requests().size();

        // When
        Duration learned = start("second");

        // Then
        List<SimOrigin.Request> asked = world.origin()
                .requests()
                .subList(before, world.origin().requests().size());
        SimOrigin.Request head = asked.get(0);
        SimOrigin.Request tail = asked.stream()
                .filter(request -> request.range().start() == INDEX)
                .findFirst()
                .orElseThrow();
        assertThat(head.range().start()).isZero();
        assertThat(Duration.between(head.at(), tail.at()))
                .as("from the head to the tail")
                .isLessThan(Duration.ofMillis(10));
        assertThat(learned).as("to the picture").isLessThan(unlearned.minus(Duration.ofMillis(60)));
    }

    @Test
    void indexThatWasFetchedForAnOpeningIsNoWasteOfTheSession() {
        // Given
        start("first");
        evict();
        long before = core.readAheadUse().wasted();

        // When
        SimPlayer resumed = world.player("resumed", film, FILM).read(60 * MIB);
        world.time().runUntil(() -> resumed.hasTaken(PICTURE), Duration.ofSeconds(20));

        // Then
        assertThat(world.store().readable(film).covers(new ByteRange(INDEX, LENGTH)))
                .as("the index is here")
                .isTrue();
        assertThat(core.readAheadUse().wasted()).isEqualTo(before);
    }

    /** Opens the film and goes away before it plays. */
    private void probe(String name) {
        SimPlayer player = world.player(name, film, FILM);
        lookAtHeadAndTail(player);
        player.close();
        world.time().run(Duration.ofMinutes(1));
    }

    /** Opens the film, plays 10 s of it and goes away; returns how long it took to the picture. */
    private Duration start(String name) {
        SimPlayer player = world.player(name, film, FILM);
        Duration opened = world.time().elapsed();
        lookAtHeadAndTail(player);
        player.read(40);
        world.time().runUntil(() -> player.hasTaken(PICTURE), Duration.ofSeconds(20));
        Duration toPicture = world.time().elapsed().minus(opened);
        world.time().run(Duration.ofSeconds(10));
        player.close();
        world.time().run(Duration.ofMinutes(1));
        return toPicture;
    }

    private void lookAtHeadAndTail(SimPlayer player) {
        player.read(0);
        world.time().runUntil(() -> player.hasTaken(A_LOOK), Duration.ofSeconds(20));
        player.read(INDEX);
        world.time().runUntil(player::isFinished, Duration.ofSeconds(20));
    }

    private void evict() {
        world.store().evict(film, new ByteRange(0, LENGTH));
        world.time().run(Duration.ofMillis(10));
    }
}
