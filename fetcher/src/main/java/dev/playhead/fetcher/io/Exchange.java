package dev.playhead.fetcher.io;

import dev.playhead.fetcher.core.Question;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question put to an origin, over as many redirects as are allowed. Event loop only; used once. */
final class Exchange {
    private static final String RANGE = "Range";
    private static final String IF_RANGE = "If-Range";

    /**
     * What every exchange with one origin has in common.
     *
     * @param home the server that the credentials are for
     * @param credentials header fields that only that server gets
     */
    record Line(
            Vertx vertx,
            HttpClient client,
            Patience patience,
            Redirects redirects,
            Neighbourhood neighbourhood,
            URI home,
            Map<String, String> credentials) {}

    /** The origin sends us where we must not go. */
    static final class RefusedRedirect extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedRedirect(String message) {
            super(message, null, false, false);
        }
    }

    private final Line line;
    private final Question question;
    private final long startedNanos = System.nanoTime();
    private @Nullable HttpClientRequest current;
    private @Nullable OriginResponse answer;
    private boolean aborted;

    Exchange(Line line, Question question) {
        this.line = line;
        this.question = question;
    }

    /**
     * Sends the question.
     *
     * @return succeeds with the answer, paused; fails with {@link RefusedRedirect}, or with what broke when there is no
     *     answer in time
     */
    Future<OriginResponse> ask(Target target) {
        return hop(target, options(target), Redirects.MAX_HOPS);
    }

    /** Closes the connection at once, whatever of the exchange is under way. */
    void abort() {
        aborted = true;
        if (answer != null) {
            answer.abort();
        } else if (current != null) {
            current.reset();
        }
    }

    private Future<OriginResponse> hop(Target target, RequestOptions options, int hopsLeft) {
        return line.client().request(options).compose(request -> {
            current = request;
            answer = null;
            if (aborted) {
                request.reset();
                return Future.failedFuture("aborted");
            }
            return send(request).compose(response -> {
                answer = response;
                return follow(target, response, hopsLeft);
            });
        });
    }

    private Future<OriginResponse> send(HttpClientRequest request) {
        long timer = line.vertx()
                .setTimer(
                        Math.max(1, line.patience().header().toMillis()),
                        late -> request.reset(
                                0,
                                new TimeoutException("no response head within "
                                        + line.patience().header().toMillis() + " ms")));
        return request.send()
                .map(response -> new OriginResponse(
                        line.vertx(), request, response, Duration.ofNanos(System.nanoTime() - startedNanos)))
                .onComplete(result -> line.vertx().cancelTimer(timer));
    }

    private Future<OriginResponse> follow(Target from, OriginResponse response, int hopsLeft) {
        if (!Redirects.isRedirect(response.status())) {
            return Future.succeededFuture(hopsLeft < Redirects.MAX_HOPS ? response.afterRedirect() : response);
        }
        Optional<URI> to = line.redirects().follow(from.url(), response.location(), line.home());
        response.discard();
        if (to.isEmpty() || hopsLeft == 0) {
            return Future.failedFuture(new RefusedRedirect(
                    hopsLeft == 0 ? "more than " + Redirects.MAX_HOPS + " redirects" : refusal(response)));
        }
        Target next = Target.of(to.get());
        RequestOptions options = options(next);
        if (Redirects.isSameServer(line.home(), to.get())) {
            return hop(next, options, hopsLeft - 1);
        }
        return line.neighbourhood()
                .admit(line.home(), to.get())
                .compose(address -> hop(next, options.setServer(address), hopsLeft - 1));
    }

    private static String refusal(OriginResponse response) {
        return "redirect to " + response.maskedLocation()
                + " is not allowed; name its host in fetcher.follow-redirects-to to follow it";
    }

    private RequestOptions options(Target target) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(target.server().getHost())
                .setPort(Redirects.port(target.server()))
                .setSsl(target.isSsl())
                .setURI(target.uri())
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, line.patience().connect().toMillis()))
                .putHeader(RANGE, question.range().toHeader())
                .putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
        question.ifRange().ifPresent(tag -> options.putHeader(IF_RANGE, tag));
        if (Redirects.isSameServer(line.home(), target.server()) && isAsSafe(target)) {
            line.credentials().forEach(options::putHeader);
        }
        return options;
    }

    private boolean isAsSafe(Target target) {
        return target.isSsl() || !"https".equals(line.home().getScheme());
    }
}
