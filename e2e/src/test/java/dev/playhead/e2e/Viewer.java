package dev.playhead.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.testkit.origin.OriginFile;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who watches a whole film with a player as players are: where a response breaks, or cannot be had now, it asks
 * again from the byte reached. Every byte is checked.
 */
final class Viewer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PIECE = 64 * 1024;

    private final Player player;
    private final OriginFile film;
    private final CompletableFuture<Void> watching;
    private volatile long position;
    private volatile Duration longestWait = Duration.ZERO;
    private volatile boolean left;
    private volatile Player.@Nullable Stream current;
    private long lastTaken;

    private Viewer(Player player, OriginFile film) {
        this.player = player;
        this.film = film;
        this.watching = CompletableFuture.runAsync(this::watch, task -> new Thread(task, "viewer").start());
    }

    /** Begins to watch from the start, and returns at once. */
    static Viewer start(Player player, OriginFile film) {
        return new Viewer(player, film);
    }

    /** Begins to watch from the start, and returns when so many bytes have been taken. */
    static Viewer begin(Player player, OriginFile film, long reach) {
        Viewer viewer = new Viewer(player, film);
        viewer.awaitTaken(reach);
        return viewer;
    }

    /** Waits until so many bytes have been taken. */
    void awaitTaken(long reach) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> position >= reach || watching.isDone());
        assertThat(position).as("taken of %s", film.path()).isGreaterThanOrEqualTo(reach);
    }

    /** Waits until the film is over and returns the longest time between two of its bytes. */
    Duration end() {
        watching.orTimeout(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return longestWait;
    }

    /** Stops watching, wherever that is. */
    void leave() {
        left = true;
        Player.Stream open = current;
        if (open != null) {
            open.close();
        }
    }

    private void watch() {
        lastTaken = System.nanoTime();
        await().pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .until(this::isOver);
    }

    /** Watches until the response ends in one way or another. */
    private boolean isOver() {
        try (Player.Stream stream = player.open(film, "bytes=" + position + "-")) {
            if (stream.status() != 206) {
                assertThat(stream.status()).as("an honest status").isBetween(502, 504);
                return false;
            }
            current = stream.startAt(position);
            while (position < film.length() && !left) {
                stream.take(Math.min(PIECE, film.length() - position));
                taken(stream.position());
            }
            if (!left) {
                stream.expectEnd();
            }
            return true;
        } catch (UncheckedIOException broken) {
            return left;
        }
    }

    private void taken(long upTo) {
        long now = System.nanoTime();
        Duration waited = Duration.ofNanos(now - lastTaken);
        longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
        lastTaken = now;
        position = upTo;
    }
}
