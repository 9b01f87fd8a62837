package dev.playhead.scheduler.io;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.PreCaches;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;

/** What a scheduler needs of the other services; it closes none of it. */
public record SchedulerPorts(
        EventPublisher publisher, EventSubscriber subscriber, MediaCatalog catalog, PreCaches preCaches) {}
