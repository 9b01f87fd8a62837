/** What an event costs the scheduler, and how many a core takes in. */
@NullMarked
package dev.playhead.benchmarks.scheduler;

import org.jspecify.annotations.NullMarked;
