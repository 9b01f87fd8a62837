/** The Kafka port: publishing, subscribing and the command lanes, and its adapters. */
@NullMarked
package dev.playhead.common.kafka;

import org.jspecify.annotations.NullMarked;
