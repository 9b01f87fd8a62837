/** A long evening of trouble for one Playhead: what it holds on to must not grow, and no byte may be wrong. */
@NullMarked
package dev.playhead.e2e.soak;

import org.jspecify.annotations.NullMarked;
