/** A client that says what a test wants, to the byte. */
@NullMarked
package dev.playhead.testkit.http;

import org.jspecify.annotations.NullMarked;
