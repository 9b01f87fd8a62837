/** Doubles for the gateway's tests: a store with knobs, and a whole gateway around it. */
@NullMarked
package dev.playhead.gateway.fake;

import org.jspecify.annotations.NullMarked;
