package dev.playhead.common.metrics;

import dev.playhead.common.bytes.SpanHead;
import dev.playhead.common.bytes.SpanSink;
import dev.playhead.common.bytes.SpanWriter;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Counts what origins send and stores take. Thread-safe. */
public final class MeteredSpanWriter implements SpanWriter {
    private final SpanWriter writer;
    private final Meters meters;

    public MeteredSpanWriter(SpanWriter writer, Meters meters) {
        this.writer = writer;
        this.meters = meters;
    }

    @Override
    public Future<SpanSink> open(SpanHead head) {
        String origin = head.media().origin().value();
        meters.timer(Metric.ORIGIN_FIRST_BYTE, origin).record(head.timeToFirstByte());
        return writer.open(head)
                .onFailure(refused -> count(origin, "refused"))
                .map(sink -> new Counted(sink, origin, meters.counter(Metric.SPAN_BYTES, origin)));
    }

    private void count(String origin, String outcome) {
        meters.counter(Metric.SPANS, origin, outcome).increment();
    }

    private final class Counted implements SpanSink {
        private final SpanSink sink;
        private final String origin;
        private final Counter bytes;

        private Counted(SpanSink sink, String origin, Counter bytes) {
            this.sink = sink;
            this.origin = origin;
            this.bytes = bytes;
        }

        @Override
        public Future<Void> write(Buffer buffer) {
            bytes.increment(buffer.length());
            return sink.write(buffer);
        }

        @Override
        public boolean isFull() {
            return sink.isFull();
        }

        @Override
        public void onDrain(Runnable resume) {
            sink.onDrain(resume);
        }

        @Override
        public Future<Void> end() {
            return sink.end().onComplete(done -> count(origin, "ok"), broken -> count(origin, "broken"));
        }
    }
}
