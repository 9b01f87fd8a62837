package dev.playhead.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Somebody at a player, doing one thing after the other.
 *
 * <p>What they watch is measured in seconds of picture, so that they see the same whatever they have to wait for.
 */
public final class SimViewer {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final SimWorld world;
    private final SimPlayer player;
    private final Deque<Runnable> deeds = new ArrayDeque<>();
    private boolean begun;
    private boolean done;

    public SimViewer(SimWorld world, SimPlayer player) {
        this.world = world;
        this.player = player;
    }

    public SimPlayer player() {
        return player;
    }

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return done;
    }

    /** Opens the media at a byte, or goes there. */
    public SimViewer goTo(long position) {
        return deed(() -> {
            player.read(position);
            next();
        });
    }

    /** Watches so much picture, or to the end. */
    public SimViewer watch(Duration picture) {
        return deed(() -> {
            double until = player.picture().shownSeconds() + picture.toMillis() / 1e3;
            when(() -> player.picture().shownSeconds() >= until
                    || player.isFinished() && !player.picture().isOpen());
        });
    }

    /** Takes the rest of what was asked for. */
    public SimViewer download() {
        return deed(() -> when(player::isFinished));
    }

    /** Stops the picture for a while. */
    public SimViewer pause(Duration time) {
        return deed(() -> {
            player.pause();
            world.time().in(time, () -> {
                player.unpause();
                next();
            });
        });
    }

    /** Lets time pass, whatever is seen. */
    public SimViewer dwell(Duration time) {
        return deed(() -> world.time().in(time, this::next));
    }

    public SimViewer leave() {
        return deed(() -> {
            player.close();
            next();
        });
    }

    /** Begins with the first deed. */
    public SimViewer begin() {
        if (!begun) {
            begun = true;
            next();
        }
        return this;
    }

    private SimViewer deed(Runnable deed) {
        deeds.add(deed);
        return this;
    }

    private void next() {
        Runnable deed = deeds.poll();
        if (deed == null) {
            done = true;
        } else {
            deed.run();
        }
    }

    private void when(BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            next();
        } else {
            world.time().in(LOOK, () -> when(condition));
        }
    }
}
