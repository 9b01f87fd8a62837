/** Asks origins over HTTP and forwards what they answer to the store, as it arrives. */
@NullMarked
package dev.playhead.fetcher.io;

import org.jspecify.annotations.NullMarked;
