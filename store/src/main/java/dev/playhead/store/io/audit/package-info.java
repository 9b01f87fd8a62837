/** Checks a store that nobody has open. */
@NullMarked
package dev.playhead.store.io.audit;

import org.jspecify.annotations.NullMarked;
