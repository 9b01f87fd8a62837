/** The byte ports in the store's own JVM: no copy of the bytes, no hop where none is needed. */
@NullMarked
package dev.playhead.store.io.local;

import org.jspecify.annotations.NullMarked;
