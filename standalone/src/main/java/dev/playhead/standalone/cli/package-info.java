/** The command line: options to settings, outcomes to exit codes. */
@NullMarked
package dev.playhead.standalone.cli;

import org.jspecify.annotations.NullMarked;
