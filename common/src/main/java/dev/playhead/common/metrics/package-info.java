/** What operators can see in numbers: the list of metrics, where they are kept, and what counts at the ports. */
@NullMarked
package dev.playhead.common.metrics;

import org.jspecify.annotations.NullMarked;
