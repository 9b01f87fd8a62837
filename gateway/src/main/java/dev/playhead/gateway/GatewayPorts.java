package dev.playhead.gateway;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;

/** What a gateway needs of the other services; it closes none of it. */
public record GatewayPorts(
        EventPublisher publisher,
        EventSubscriber subscriber,
        MediaReader reader,
        MediaCatalog catalog,
        PreCaches preCaches) {}
