/** What a running instance says of itself, as a table for the terminal. */
@NullMarked
package dev.playhead.standalone.status;

import org.jspecify.annotations.NullMarked;
