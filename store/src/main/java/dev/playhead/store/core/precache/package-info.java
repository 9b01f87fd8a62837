/** Which wishes for media that nobody watches are to be fetched now. */
@NullMarked
package dev.playhead.store.core.precache;

import org.jspecify.annotations.NullMarked;
