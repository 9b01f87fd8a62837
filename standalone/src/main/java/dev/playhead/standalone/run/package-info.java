/** Wiring: starts services in dependency order and closes them in reverse. */
@NullMarked
package dev.playhead.standalone.run;

import org.jspecify.annotations.NullMarked;
