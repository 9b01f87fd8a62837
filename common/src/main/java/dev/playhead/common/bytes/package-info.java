/** The two byte ports: writing a span into a store, and reading a range out of one. */
@NullMarked
package dev.playhead.common.bytes;

import org.jspecify.annotations.NullMarked;
