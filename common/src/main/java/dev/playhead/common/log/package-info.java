/** The key names of structured log lines. */
@NullMarked
package dev.playhead.common.log;

import org.jspecify.annotations.NullMarked;
