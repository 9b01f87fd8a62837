/** Doubles for the gateway's tests: a store with knobs, a whole gateway around it, a client that says what it wants. */
@NullMarked
package dev.playhead.gateway.fake;

import org.jspecify.annotations.NullMarked;
