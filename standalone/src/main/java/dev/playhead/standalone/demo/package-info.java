/** {@code playhead demo}: a film, an origin that is slow on purpose, and a screen that shows the chunks arrive. */
@NullMarked
package dev.playhead.standalone.demo;

import org.jspecify.annotations.NullMarked;
