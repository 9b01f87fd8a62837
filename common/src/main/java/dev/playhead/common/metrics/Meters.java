package dev.playhead.common.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** The metrics of one process. Thread-safe. */
public final class Meters implements AutoCloseable {
    /** In the form that Prometheus reads, version 0.0.4. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String COUNTER_SUFFIX = "_total";
    private static final String TIMER_SUFFIX = "_seconds";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    /** The registry holds what it asks weakly. */
    private final List<DoubleSupplier> asked = new CopyOnWriteArrayList<>();

    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where Vert.x puts its own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Returns a counter to be kept: looking it up again costs more than counting. */
    public Counter counter(Metric metric, String... labelValues) {
        return Counter.builder(without(COUNTER_SUFFIX, metric))
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    /** Returns a timer to be kept. */
    public Timer timer(Metric metric, String... labelValues) {
        return Timer.builder(without(TIMER_SUFFIX, metric))
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    /** Shows a number that something else counts; asked at each scrape, from any thread. */
    public void counted(Metric metric, DoubleSupplier count, String... labelValues) {
        asked.add(count);
        FunctionCounter.builder(without(COUNTER_SUFFIX, metric), count, DoubleSupplier::getAsDouble)
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    /** Shows a number as it is now; asked at each scrape, from any thread. */
    public void gauge(Metric metric, DoubleSupplier value, String... labelValues) {
        Gauge.builder(metric.fullName(), value::getAsDouble)
                .description(metric.help())
                .tags(tags(metric, labelValues))
                .register(registry);
    }

    /** Returns all metrics as {@link #CONTENT_TYPE}. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private static Tags tags(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException(
                    metric + " has the labels " + metric.labels() + ", not " + values.length);
        }
        return Tags.of(IntStream.range(0, values.length)
                .mapToObj(i -> Tag.of(metric.labels().get(i), values[i]))
                .toList());
    }

    /** The registry puts the suffix of the kind behind each name itself. */
    private static String without(String suffix, Metric metric) {
        String name = metric.fullName();
        if (!name.endsWith(suffix)) {
            throw new IllegalArgumentException(metric + " does not end with " + suffix);
        }
        return name.substring(0, name.length() - suffix.length());
    }
}
