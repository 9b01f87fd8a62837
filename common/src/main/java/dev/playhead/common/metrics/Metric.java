package dev.playhead.common.metrics;

import java.util.List;

/** Every metric of Playhead's own, as {@code /metrics} shows it. docs/metrics.md tells what to read from them. */
public enum Metric {
    EVENTS_PUBLISHED("playhead_events_published_total", "Events that Kafka took or refused", "topic", "outcome"),
    PUBLISH_SECONDS("playhead_publish_seconds", "From sending an event until Kafka had it", "topic"),
    DEAD_LETTERS("playhead_dead_letters_total", "Records that could not be read and were put aside"),
    KAFKA_REACHED("playhead_kafka_reached", "1 once Kafka has been reached since the start"),
    PARTITIONS_OWNED("playhead_partitions_owned", "Partitions of origins that this process owns", "group"),

    COMMANDS_ISSUED("playhead_scheduler_commands_total", "Fetch commands issued, hedges not counted"),
    HEDGES("playhead_scheduler_hedges_total", "Second requests for what a stream waited for", "outcome"),
    HEDGE_WASTED("playhead_scheduler_hedge_wasted_bytes_total", "Bytes that came twice because of hedges"),
    READ_AHEAD_BYTES("playhead_scheduler_read_ahead_bytes_total", "What became of what was fetched for viewers", "use"),

    COMMANDS_TAKEN("playhead_commands_taken_total", "Fetch commands taken from a lane", "lane"),
    COMMANDS_RUNNING("playhead_commands_running", "Fetch commands taken and not finished", "lane"),
    SPANS("playhead_spans_total", "Spans written to a store, whole or not", "origin", "outcome"),
    SPAN_BYTES("playhead_span_bytes_total", "Bytes of origins written to a store", "origin"),
    ORIGIN_FIRST_BYTE("playhead_origin_first_byte_seconds", "From an origin request to its response's head", "origin"),

    REQUESTS("playhead_gateway_requests_total", "Requests of players"),
    REFUSED("playhead_gateway_refused_total", "Requests answered with an error"),
    STREAMS("playhead_gateway_streams_total", "Responses served from the store"),
    WAITS("playhead_gateway_waits_total", "Times that a stream had nothing to send"),
    BYTES_SENT("playhead_gateway_sent_bytes_total", "Bytes that players' sockets took from the store"),
    BROKEN("playhead_gateway_broken_total", "Responses whose connection was broken after the head"),
    PASSED_THROUGH("playhead_gateway_passed_through_total", "Requests that went straight to the origin"),
    REDIRECTED("playhead_gateway_redirected_total", "Requests sent to the store that has the media whole"),
    EVENTS_LOST("playhead_gateway_events_lost_total", "Playback events that Kafka did not take"),

    STORE_AWAY("playhead_store_away", "1 while a store does not answer", "store"),
    CHUNKS_FORGOTTEN("playhead_store_chunks_forgotten_total", "Stored chunks found wrong and forgotten");

    private final String fullName;
    private final String help;
    private final List<String> labels;

    Metric(String fullName, String help, String... labels) {
        this.fullName = fullName;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name as Prometheus shows it; a timer's stands for its {@code _count}, {@code _sum} and {@code _max}. */
    public String fullName() {
        return fullName;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
