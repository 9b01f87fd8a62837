package dev.playhead.common.http;

import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.http.core.ResponsePlan;
import dev.playhead.common.model.MediaVersion;
import io.vertx.core.http.HttpServerResponse;

/** The error answers that follow from what a request asks of a media, whoever serves it. */
public final class MediaProblems {
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_SATISFIABLE = 416;

    private MediaProblems() {}

    /** Sends the answer if it is an error; returns whether it is. */
    public static boolean send(HttpServerResponse response, PlannedAnswer answer) {
        if (answer.plan() instanceof ResponsePlan.Unsatisfiable unsatisfiable) {
            unsatisfiable(response, unsatisfiable.length());
            return true;
        }
        if (answer.plan() instanceof ResponsePlan.PreconditionFailed) {
            preconditionFailed(response, answer.version());
            return true;
        }
        return false;
    }

    /** @param length of the media, bytes */
    public static void unsatisfiable(HttpServerResponse response, long length) {
        response.putHeader("content-range", ContentRange.unsatisfied(length)).putHeader("accept-ranges", "bytes");
        new Problem(
                        NOT_SATISFIABLE,
                        "Range Not Satisfiable",
                        "the media has " + length + " bytes, none of them asked for")
                .send(response);
    }

    private static void preconditionFailed(HttpServerResponse response, MediaVersion version) {
        String etag = version.validator().etag();
        if (etag != null) {
            response.putHeader("etag", etag);
        }
        new Problem(
                        PRECONDITION_FAILED,
                        "Precondition Failed",
                        "the media is not the one that If-Match or If-Unmodified-Since names")
                .send(response);
    }
}
