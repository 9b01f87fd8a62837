/** The {@code playhead} command: every service in one process or alone. */
@NullMarked
package dev.playhead.standalone;

import org.jspecify.annotations.NullMarked;
