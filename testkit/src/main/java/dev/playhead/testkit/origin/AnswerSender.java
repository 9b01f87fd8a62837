package dev.playhead.testkit.origin;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends one answer, at its pace and with its breakage. Event loop only. */
final class AnswerSender {
    private static final int PIECE = 64 * 1024;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final OriginRequest log;
    private final OriginFile file;
    private final Answer answer;
    private final Throttle own;
    private final Supplier<Throttle> shared;
    private final long cutAt;
    private final long stallAt;
    private final long changeAt;
    private long position;
    private boolean stalled;

    AnswerSender(
            Vertx vertx,
            HttpServerRequest request,
            OriginRequest log,
            OriginFile file,
            Answer answer,
            Supplier<Throttle> shared) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
        this.log = log;
        this.file = file;
        this.answer = answer;
        this.shared = shared;
        this.own = new Throttle(answer.find(Fault.Bandwidth.class)
                .map(Fault.Bandwidth::bytesPerSecond)
                .orElse(Throttle.UNLIMITED));
        this.cutAt =
                answer.find(Fault.ResetAfter.class).map(Fault.ResetAfter::bytes).orElse(Long.MAX_VALUE);
        this.stallAt =
                answer.find(Fault.StallAfter.class).map(Fault.StallAfter::bytes).orElse(Long.MAX_VALUE);
        this.changeAt = answer.find(Fault.ChangeContentAfter.class)
                .map(Fault.ChangeContentAfter::bytes)
                .orElse(Long.MAX_VALUE);
    }

    void start() {
        response.exceptionHandler(gone -> log.connectionClosed());
        response.closeHandler(closed -> log.connectionClosed());
        Optional<Fault.FirstByteAfter> wait = answer.find(Fault.FirstByteAfter.class);
        if (wait.isPresent()) {
            later(wait.get().delay(), this::sendHead);
        } else {
            sendHead();
        }
    }

    private void sendHead() {
        if (cutAt == 0) {
            cut();
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (!answer.headers().containsKey("Content-Length")) {
            response.setChunked(true);
        }
        log.answering(answer.status(), answer.offset());
        if (answer.length() > 0) {
            response.writeHead();
        }
        sendNext();
    }

    private void sendNext() {
        if (!log.isOpen()) {
            return;
        }
        if (position >= changeAt) {
            file.changeContent();
            cut();
        } else if (position >= cutAt) {
            cut();
        } else if (position >= stallAt && !stalled) {
            stalled = true;
            later(answer.find(Fault.StallAfter.class).orElseThrow().duration(), this::sendNext);
        } else if (position >= answer.length()) {
            end();
        } else {
            sendPiece();
        }
    }

    private void sendPiece() {
        Throttle total = shared.get();
        long stop = Math.min(answer.length(), Math.min(cutAt, changeAt));
        stop = stalled ? stop : Math.min(stop, stallAt);
        int count = (int) Math.min(stop - position, Math.min(own.pieceSize(PIECE), total.pieceSize(PIECE)));
        long now = System.nanoTime();
        long pause = Math.max(own.sent(count, now), total.sent(count, now));
        Buffer piece = answer.content().buffer(answer.offset() + position, count);
        position += count; // before the write, which may complete within the call
        response.write(piece).onSuccess(done -> {
            log.sent(count);
            if (pause > 0) {
                later(Duration.ofMillis(pause), this::sendNext);
            } else {
                vertx.runOnContext(next -> sendNext());
            }
        });
    }

    private void end() {
        if (answer.endsEarly() && !log.method().equals("HEAD")) {
            cut();
        } else {
            log.finished();
            response.end();
        }
    }

    private void cut() {
        log.cut();
        request.connection().close();
    }

    private void later(Duration delay, Runnable action) {
        vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
    }
}
