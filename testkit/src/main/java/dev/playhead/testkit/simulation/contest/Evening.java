package dev.playhead.testkit.simulation.contest;

import dev.playhead.common.model.DataSize;
import dev.playhead.common.model.MediaId;
import dev.playhead.testkit.simulation.SimFaults;
import dev.playhead.testkit.simulation.SimOrigin;
import dev.playhead.testkit.simulation.SimPlayer;
import dev.playhead.testkit.simulation.SimViewer;
import dev.playhead.testkit.simulation.SimWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A class of scenarios: an origin, what goes wrong there, and viewers whose whims come from the seed.
 *
 * @param viewers makes the viewers in a world; the evening is over when all of them but downloads are done
 */
public record Evening(
        String name, String about, SimOrigin origin, SimFaults faults, Function<SimWorld, List<SimViewer>> viewers) {
    private static final long MIB = 1024 * 1024;
    private static final DataSize FILM = DataSize.ofMebibytes(4096);
    /** 8 Mb/s. */
    private static final double RATE = 1e6;

    /** Returns every class, from the plain to the troubled. */
    public static List<Evening> all() {
        return List.of(
                plain(
                        "sequential",
                        "one viewer at 1 MB/s, far origin",
                        SimOrigin.common(),
                        world -> List.of(alone(world, RATE, 0))),
                plain(
                        "high rate",
                        "one viewer at 3.2 MB/s, more than one connection gives",
                        SimOrigin.common(),
                        world -> List.of(alone(world, 3.2 * RATE, start(world)))),
                plain("seeking", "six seeks, five seconds at each place", SimOrigin.common(), Evening::seeking),
                plain("scrubbing", "bursts of eight seeks, 0.2 s apart", SimOrigin.common(), Evening::scrubbing),
                plain("pausing", "long pauses between short looks", SimOrigin.common(), Evening::pausing),
                plain(
                        "constrained",
                        "three seeking viewers of 1 MB/s and a download at 4.5 MB/s in all",
                        SimOrigin.constrained(),
                        Evening::constrained),
                plain(
                        "mixed",
                        "eight viewers of 16 kB/s to 2 MB/s who seek, 12 MB/s in all",
                        SimOrigin.common(),
                        Evening::mixed),
                plain(
                        "heavy",
                        "eight viewers of 0.25 to 2.5 MB/s who seek twice, 10 MB/s in all",
                        SimOrigin.of(Duration.ofMillis(40), 25e6, 10e6),
                        Evening::heavy),
                new Evening(
                        "trouble",
                        "seeking viewers at an origin that breaks and stalls once in 50 MiB and refuses one request in 50",
                        SimOrigin.common(),
                        SimFaults.NONE.withBroken(0.02).withStalled(0.02).withRefused(0.02),
                        Evening::seeking));
    }

    private static Evening plain(
            String name, String about, SimOrigin origin, Function<SimWorld, List<SimViewer>> viewers) {
        return new Evening(name, about, origin, SimFaults.NONE, viewers);
    }

    private static SimViewer alone(SimWorld world, double rate, long from) {
        return viewer(world, "a", rate).goTo(from).watch(Duration.ofSeconds(40)).leave();
    }

    private static List<SimViewer> seeking(SimWorld world) {
        SimViewer viewer = viewer(world, "a", RATE);
        seeks(world, viewer, 6, Duration.ofSeconds(5));
        return List.of(viewer.leave());
    }

    private static List<SimViewer> scrubbing(SimWorld world) {
        SimViewer viewer = viewer(world, "a", RATE).goTo(0).watch(Duration.ofSeconds(4));
        for (int burst = 0; burst < 3; burst++) {
            for (int i = 0; i < 8; i++) {
                viewer.goTo(start(world)).dwell(Duration.ofMillis(200));
            }
            viewer.watch(Duration.ofSeconds(6));
        }
        return List.of(viewer.leave());
    }

    private static List<SimViewer> pausing(SimWorld world) {
        SimViewer viewer = viewer(world, "a", RATE);
        for (int i = 0; i < 4; i++) {
            viewer.goTo(start(world)).watch(Duration.ofSeconds(4)).pause(Duration.ofSeconds(20));
        }
        return List.of(viewer.watch(Duration.ofSeconds(2)).leave());
    }

    private static List<SimViewer> constrained(SimWorld world) {
        List<SimViewer> viewers = new ArrayList<>();
        viewers.add(download(world, "bulk"));
        for (String name : List.of("a", "b", "c")) {
            SimViewer viewer = viewer(world, name, RATE).dwell(Duration.ofMillis(whim(world, 4000)));
            seeks(world, viewer, 6, Duration.ofSeconds(5));
            viewers.add(viewer.leave());
        }
        return viewers;
    }

    private static List<SimViewer> mixed(SimWorld world) {
        List<SimViewer> viewers = new ArrayList<>();
        for (double rate : List.of(2e6, 2e6, 1.5e6, 1e6, 1e6, 0.5e6, 0.5e6, 16e3)) {
            SimViewer viewer = viewer(world, "v" + viewers.size(), rate).dwell(Duration.ofMillis(whim(world, 5000)));
            seeks(world, viewer, 4, Duration.ofSeconds(8));
            viewers.add(viewer.leave());
        }
        return viewers;
    }

    private static List<SimViewer> heavy(SimWorld world) {
        List<SimViewer> viewers = new ArrayList<>();
        for (double rate : List.of(0.25e6, 0.25e6, 0.5e6, 0.5e6, 1e6, 1e6, 2e6, 2.5e6)) {
            SimViewer viewer = viewer(world, "h" + viewers.size(), rate).goTo(0).watch(Duration.ofSeconds(8));
            seeks(world, viewer, 2, Duration.ofSeconds(8));
            viewers.add(viewer.leave());
        }
        return viewers;
    }

    private static void seeks(SimWorld world, SimViewer viewer, int count, Duration each) {
        for (int i = 0; i < count; i++) {
            viewer.goTo(start(world)).watch(each);
        }
    }

    private static SimViewer viewer(SimWorld world, String name, double rate) {
        MediaId media = world.media(name, FILM);
        return new SimViewer(world, world.player(name, media, rate));
    }

    private static SimViewer download(SimWorld world, String name) {
        return viewer(world, name, SimPlayer.GREEDY).goTo(0).download();
    }

    private static long start(SimWorld world) {
        return whim(world, (int) (FILM.bytes() / MIB) - 100) * MIB + whim(world, (int) MIB);
    }

    private static int whim(SimWorld world, int bound) {
        return world.random().nextInt(bound);
    }
}
