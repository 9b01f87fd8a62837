package dev.playhead.gateway.io.direct;

import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.gateway.core.fresh.CacheFields;
import dev.playhead.gateway.core.fresh.Standing;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the version that a stream found in the store stands with its origin: found out once, for all of the stream. Event loop only. */
final class FirstLook {
    private final FallbackReads reads;
    private final Instant opened;
    private @Nullable Standing standing;

    FirstLook(FallbackReads reads) {
        this.reads = reads;
        this.opened = reads.now();
    }

    boolean isOver() {
        return standing != null;
    }

    /**
     * Looks, unless it was done already. What the origin said since the stream was opened, it said for this stream too.
     *
     * @param found told in this very call while nobody has to be asked
     */
    void at(MediaVersion version, Freshness known, Consumer<Standing> found) {
        Future<Standing> check = known.receivedMillis() >= opened.toEpochMilli()
                ? Future.succeededFuture(new Standing(Standing.Kind.FRESH, known))
                : reads.check(version, known);
        if (check.succeeded()) {
            take(check.result(), found);
        } else {
            check.onSuccess(late -> take(late, found));
        }
    }

    private void take(Standing result, Consumer<Standing> found) {
        if (standing == null) {
            standing = result;
            found.accept(result);
        }
    }

    /** Returns what was said of the version, or the newest of it when it was not looked at. */
    Freshness freshness(Freshness newest) {
        return standing == null ? newest : standing.freshness();
    }

    /** Returns what an answer out of the store says of where it comes from. */
    CacheFields fields(boolean hit) {
        return standing == null ? CacheFields.BYPASS : CacheFields.of(standing, hit, opened.toEpochMilli());
    }
}
