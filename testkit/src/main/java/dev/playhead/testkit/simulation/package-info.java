/** Virtual time, and players, fetchers, a store and an origin around a scheduler: seeded, in one thread. */
@NullMarked
package dev.playhead.testkit.simulation;

import org.jspecify.annotations.NullMarked;
