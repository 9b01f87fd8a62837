/** What carries the scheduler's decisions out: publishing, questions to the store, the clock. */
@NullMarked
package dev.playhead.scheduler.io;

import org.jspecify.annotations.NullMarked;
