/** An embedded Kafka broker. */
@NullMarked
package dev.playhead.broker;

import org.jspecify.annotations.NullMarked;
