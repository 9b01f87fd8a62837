/** Serves players and tells what they do. */
@NullMarked
package dev.playhead.gateway;

import org.jspecify.annotations.NullMarked;
