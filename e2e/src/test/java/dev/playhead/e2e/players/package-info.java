/** Real players, where they are installed. */
@NullMarked
package dev.playhead.e2e.players;

import org.jspecify.annotations.NullMarked;
