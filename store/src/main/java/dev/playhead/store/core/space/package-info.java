/** Decides what a store may still take and what has to leave for it. */
@NullMarked
package dev.playhead.store.core.space;

import org.jspecify.annotations.NullMarked;
