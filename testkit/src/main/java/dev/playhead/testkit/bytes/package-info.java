/** Stores that are none: they keep what they are told in memory. */
@NullMarked
package dev.playhead.testkit.bytes;

import org.jspecify.annotations.NullMarked;
