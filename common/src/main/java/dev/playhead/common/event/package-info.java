/** The facts and commands that travel between services. */
@NullMarked
package dev.playhead.common.event;

import org.jspecify.annotations.NullMarked;
