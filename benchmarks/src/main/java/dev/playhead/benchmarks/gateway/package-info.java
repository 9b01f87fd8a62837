/** What a player's request costs the gateway. */
@NullMarked
package dev.playhead.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
