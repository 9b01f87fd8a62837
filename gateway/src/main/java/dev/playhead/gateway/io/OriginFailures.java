package dev.playhead.gateway.io;

import dev.playhead.common.log.LogKeys;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import dev.playhead.gateway.io.proxy.ContradictoryAnswer;
import dev.playhead.gateway.io.proxy.Exchange;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a player of an origin that could not answer it. Event loop only. */
final class OriginFailures {
    private static final Logger LOG = LoggerFactory.getLogger(OriginFailures.class);
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final Problems problems;
    private final GatewayStats stats;

    OriginFailures(Problems problems, GatewayStats stats) {
        this.problems = problems;
        this.stats = stats;
    }

    /** Gives an honest status while no head is written; a broken connection only counts. */
    void answer(Exchange exchange, HttpServerResponse response, OriginName origin, Throwable cause) {
        LOG.atDebug()
                .addKeyValue(LogKeys.ORIGIN, origin)
                .addKeyValue(LogKeys.REASON, Secrets.maskUrl(String.valueOf(cause)))
                .log("an answer straight from the origin failed");
        if (exchange.isAbandoned() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            stats.broken();
            return;
        }
        response.headers().clear();
        problems.send(
                response,
                cause instanceof TimeoutException ? GATEWAY_TIMEOUT : BAD_GATEWAY,
                "origin " + origin + what(cause));
    }

    private static String what(Throwable cause) {
        if (cause instanceof ContradictoryAnswer contradictory) {
            return " sent " + contradictory.getMessage();
        }
        return cause instanceof TimeoutException ? " gave no answer in time" : " could not be reached";
    }
}
