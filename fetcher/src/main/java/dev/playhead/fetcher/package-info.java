/** Does the origin requests: fetch commands in, bytes to the store. */
@NullMarked
package dev.playhead.fetcher;

import org.jspecify.annotations.NullMarked;
