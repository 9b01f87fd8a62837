/** Keeps wishes for media that nobody watches, and repeats those that are open to the scheduler. */
@NullMarked
package dev.playhead.store.io.precache;

import org.jspecify.annotations.NullMarked;
