/** Decides what to fetch, when and in which order. */
@NullMarked
package dev.playhead.scheduler;

import org.jspecify.annotations.NullMarked;
