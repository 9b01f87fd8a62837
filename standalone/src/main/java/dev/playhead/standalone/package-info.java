/** All services in one process, and the command line. */
@NullMarked
package dev.playhead.standalone;

import org.jspecify.annotations.NullMarked;
