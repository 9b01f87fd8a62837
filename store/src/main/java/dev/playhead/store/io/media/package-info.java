/** The media of a store in memory, and the order in which a write becomes file, index and event. */
@NullMarked
package dev.playhead.store.io.media;

import org.jspecify.annotations.NullMarked;
