/** The lying origin: an HTTP server of endless virtual files that breaks whatever rule a test asks it to break. */
@NullMarked
package dev.playhead.testkit.origin;

import org.jspecify.annotations.NullMarked;
