/** Policies beside one another: the same viewers, origins and seeds for each, and what their viewers saw. */
@NullMarked
package dev.playhead.testkit.simulation.contest;

import org.jspecify.annotations.NullMarked;
