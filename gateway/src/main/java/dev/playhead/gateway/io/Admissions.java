package dev.playhead.gateway.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.security.KeyedHash;
import dev.playhead.common.security.SignedLinks.Worth;
import dev.playhead.gateway.core.access.Grants;
import dev.playhead.gateway.core.access.Ruling;
import dev.playhead.gateway.core.access.StreamLinks;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets viewers to stored bytes of origins that are asked about each of them: one question at a time for the same credentials
 * and media, and no bytes without an answer. Remembers credentials by a keyed hash only. Event loop only.
 *
 * <p>See docs/decisions/0027-origins-judge-viewers.md.
 */
public final class Admissions {
    /** The origin's own troubles pass, or they do not; to ask it more often helps nobody. */
    private static final Duration AWAY_RETRY_AFTER = Duration.ofSeconds(2);

    private final OriginQuestions questions;
    private final PassThrough passThrough;
    private final Problems problems;
    private final Optional<StreamLinks> links;
    private final InstantSource time;
    private final KeyedHash hash = KeyedHash.random();
    private final Grants grants = new Grants();
    /** No more than the questions that are open or wait: others are answered at once. */
    private final Map<String, Asked> asking = new HashMap<>();

    /** @param until when its answer does not count any more, exclusive */
    private record Asked(Future<Optional<Ruling>> answer, Instant until) {}

    /**
     * Makes one with connections of its own to the origins.
     *
     * @param links makes and judges links; empty when there are none
     */
    public Admissions(
            Vertx vertx, PassThrough passThrough, Problems problems, Optional<StreamLinks> links, InstantSource time) {
        this.questions = new OriginQuestions(vertx);
        this.passThrough = passThrough;
        this.problems = problems;
        this.links = links;
        this.time = time;
    }

    /**
     * Whether a media may be had by its id: by a link that holds where the origin is asked about viewers, as an id brings no
     * credential that the origin could judge.
     *
     * @param id as it stood in the target
     */
    boolean isOpenById(HttpServerRequest http, OriginConfig origin, String id) {
        int mark = http.uri().indexOf('?');
        String query = mark < 0 ? "" : http.uri().substring(mark + 1);
        return !origin.asksPerViewer()
                || links.filter(made -> made.judge(id, query, time.instant()) == Worth.VALID)
                        .isPresent();
    }

    /**
     * Serves a viewer what its origin gives to it; answers itself when that is nothing.
     *
     * @param stored serves stored bytes
     */
    void admit(HttpServerRequest http, OriginCall call, Runnable stored) {
        MultiMap credentials = ForwardedHeaders.credentials(http.headers());
        ruling(call, credentials).onSuccess(found -> {
            if (http.response().closed()) {
                return;
            }
            if (found.isEmpty()) {
                problems.unavailable(
                        http.response(),
                        "origin " + call.name() + " cannot be asked whether this viewer may have the media",
                        AWAY_RETRY_AFTER);
            } else if (found.get() instanceof Ruling.Refused refused) {
                refuse(http.response(), refused);
            } else if (found.get() instanceof Ruling.Unclear) {
                passThrough.serve(http, call);
            } else {
                stored.run();
            }
        });
    }

    Future<Void> close() {
        return questions.close();
    }

    private Future<Optional<Ruling>> ruling(OriginCall call, MultiMap credentials) {
        Instant now = time.instant();
        String question = hash.of(texts(call, credentials));
        Optional<Ruling> known = grants.of(question, now);
        if (known.isPresent()) {
            return Future.succeededFuture(known);
        }
        Asked running = asking.get(question);
        if (running != null && now.isBefore(running.until())) {
            return running.answer();
        }
        // Counted from the question on: the origin may have judged as soon as it was asked.
        Instant until = now.plus(call.origin().authorization().memory());
        Future<Optional<Ruling>> answer = questions
                .ask(call, credentials)
                .onSuccess(found -> found.ifPresent(ruling -> grants.note(question, ruling, until)));
        if (!answer.isComplete()) {
            Asked asked = new Asked(answer, until);
            asking.put(question, asked);
            answer.onComplete(over -> asking.remove(question, asked));
        }
        return answer;
    }

    /** All that the origin's answer may depend on: the target with its query, whose parameters may be credentials, and fields. */
    private static List<String> texts(OriginCall call, MultiMap credentials) {
        List<String> texts = new ArrayList<>(List.of(call.name().value(), call.target()));
        credentials.forEach((name, value) -> {
            texts.add(name);
            texts.add(value);
        });
        return texts;
    }

    private void refuse(HttpServerResponse response, Ruling.Refused refused) {
        String challenge = refused.challenge();
        if (challenge != null) {
            response.putHeader("www-authenticate", challenge);
        }
        response.putHeader("cache-control", "no-store");
        problems.send(response, refused.status(), "the origin does not give this media to this viewer");
    }
}
