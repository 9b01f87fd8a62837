/** The directory of a store and the sparse files in it. */
@NullMarked
package dev.playhead.store.io.file;

import org.jspecify.annotations.NullMarked;
