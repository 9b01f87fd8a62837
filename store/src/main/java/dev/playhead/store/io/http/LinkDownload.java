package dev.playhead.store.io.http;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.StoreException;
import dev.playhead.common.bytes.http.StoreProtocol;
import dev.playhead.common.http.MediaProblems;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.http.core.ResponseBody.Piece;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * A planned answer that goes to a player who has come by a link. Event loop only.
 *
 * <p>The head leaves when there is a byte of the very version that was planned for; what cannot be completed after that
 * breaks the connection.
 */
final class LinkDownload {
    /**
     * A chunk is checked within moments where it has to be, and what has been evicted does not come back. Who takes less
     * than two kilobytes a second, of the mebibyte that a slow reader is given at a time, plays nothing.
     */
    private static final RangeSender.Pace PACE =
            new RangeSender.Pace(Optional.of(Duration.ofSeconds(5)), Optional.of(Duration.ofMinutes(10)));

    private final HttpServerResponse response;
    private final MediaRead read;
    private final PlannedAnswer answer;
    private final RangeSender sender;

    private LinkDownload(SliceSender.Means means, HttpServerRequest request, MediaRead read, PlannedAnswer answer) {
        this.response = request.response();
        this.read = read;
        this.answer = answer;
        this.sender = new RangeSender(read, means, request, PACE);
    }

    /** Sends an answer that has a body; does nothing when its player has left already. */
    static void start(
            SliceSender.Means means,
            HttpServerRequest request,
            MediaReader reader,
            MediaId media,
            PlannedAnswer answer) {
        if (!request.response().closed()) {
            boolean single = answer.body().pieces().size() == 1;
            MediaRead read = reader.open(media, single ? RequestedRange.of(first(answer)) : RequestedRange.WHOLE);
            new LinkDownload(means, request, read, answer).run();
        }
    }

    private static ByteRange first(PlannedAnswer answer) {
        return answer.body().pieces().get(0).range();
    }

    /** Sends an answer that has no body of the media. */
    static void sendWithoutBody(HttpServerResponse response, PlannedAnswer answer) {
        if (!MediaProblems.send(response, answer)) {
            setHead(response, answer);
            response.end().onFailure(gone -> response.reset());
        }
    }

    private static void setHead(HttpServerResponse response, PlannedAnswer answer) {
        response.setStatusCode(answer.plan().status());
        answer.fields(response::putHeader);
    }

    private void run() {
        response.closeHandler(closed -> read.close());
        response.exceptionHandler(broken -> read.close());
        read.version()
                .compose(this::check)
                .compose(same -> sender.await(first(answer).start()))
                .compose(there -> send())
                .onFailure(this::breakOff)
                .onComplete(done -> read.close());
    }

    private Future<Void> check(MediaVersion pinned) {
        return pinned.id().equals(answer.version().id())
                ? Future.succeededFuture()
                : Future.failedFuture(new StoreException.VersionGone(
                        "version " + answer.version().id() + " is gone"));
    }

    private Future<Void> send() {
        setHead(response, answer);
        return response.writeHead()
                .compose(head -> send(answer.body().pieces().iterator()))
                .compose(all -> response.end(answer.body().end()));
    }

    /** At most as deep as a request may have ranges. */
    private Future<Void> send(Iterator<Piece> pieces) {
        if (!pieces.hasNext()) {
            return Future.succeededFuture();
        }
        Piece piece = pieces.next();
        Future<Void> framed = piece.head().isEmpty() ? Future.succeededFuture() : response.write(piece.head());
        return framed.compose(written -> sender.send(piece.range())).compose(sent -> send(pieces));
    }

    private void breakOff(Throwable failure) {
        if (response.headWritten()) {
            response.reset();
        } else if (failure instanceof StoreException.Unavailable) {
            StoreProtocol.toProblem(failure).send(response);
        } else if (!response.closed()) {
            LinkRoutes.gone(response, "the media is not here any more as the link names it");
        }
    }
}
