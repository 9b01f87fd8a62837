/** The scheduler's decisions: what viewers do and what is stored in, commands and cancellations out. Pure. */
@NullMarked
package dev.playhead.scheduler.core;

import org.jspecify.annotations.NullMarked;
