/** How an event is written to a record and read from it. */
@NullMarked
package dev.playhead.common.event.codec;

import org.jspecify.annotations.NullMarked;
