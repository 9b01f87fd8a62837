package dev.playhead.gateway.io.fresh;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.http.Freshness;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.gateway.core.fresh.Staleness;
import dev.playhead.gateway.core.fresh.Standing;
import dev.playhead.gateway.core.fresh.Validation;
import dev.playhead.gateway.io.direct.MediaAtOrigin;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that what is stale is not served unasked, as far as its origin cares. While a version is fresh that costs one
 * comparison. Event loop only.
 */
public final class Freshener {
    private final Map<OriginName, Staleness> rules = new HashMap<>();
    private final Validations validations;
    private final InstantSource time;

    public Freshener(Map<OriginName, OriginConfig> origins, Validations validations, InstantSource time) {
        this.validations = validations;
        this.time = time;
        origins.forEach((name, origin) -> {
            Duration fresh = origin.caching().freshFor();
            rules.put(name, fresh == null ? Staleness.NEVER : new Staleness(fresh.toSeconds()));
        });
    }

    /** Whether a stored version may be served without a word to its origin. */
    public boolean isFresh(MediaId media, Freshness known) {
        return rule(media).judge(known, time.millis()) == Staleness.Use.FRESH;
    }

    /**
     * Finds out how a stored version stands.
     *
     * @param at how its origin is asked; empty when it cannot be
     * @return never fails; succeeded already while nobody has to be asked first
     */
    public Future<Standing> check(MediaId media, Optional<MediaAtOrigin> at, MediaVersion version, Freshness known) {
        long now = time.millis();
        Staleness rule = rule(media);
        return switch (rule.judge(known, now)) {
            case FRESH -> Future.succeededFuture(new Standing(Standing.Kind.FRESH, known));
            case ASK_MEANWHILE -> {
                at.filter(origin -> !validations.isUnanswered(media))
                        .ifPresent(origin -> validations.validate(origin, version, known));
                yield Future.succeededFuture(rule.stale(known, now));
            }
            case ASK_FIRST ->
                at.filter(origin -> !(validations.isUnanswered(media) && rule.outlastsFailure(known, now)))
                        .map(origin -> validations.validate(origin, version, known))
                        .orElseGet(() -> Future.succeededFuture(new Validation.Unanswered()))
                        .map(found -> standing(found, rule, known));
        };
    }

    private Staleness rule(MediaId media) {
        return rules.getOrDefault(media.origin(), Staleness.NEVER);
    }

    private Standing standing(Validation found, Staleness rule, Freshness known) {
        if (found instanceof Validation.Confirmed confirmed) {
            return new Standing(Standing.Kind.CONFIRMED, confirmed.freshness());
        }
        if (found instanceof Validation.Replaced replaced) {
            return new Standing(Standing.Kind.REPLACED, replaced.freshness());
        }
        long now = time.millis();
        return found instanceof Validation.Unanswered && rule.outlastsFailure(known, now)
                ? rule.stale(known, now)
                : new Standing(Standing.Kind.WITHDRAWN, known);
    }
}
