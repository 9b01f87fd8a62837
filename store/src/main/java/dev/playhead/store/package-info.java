/** Owns bytes and index: sparse files, H2, watermarks and waiting reads. */
@NullMarked
package dev.playhead.store;

import org.jspecify.annotations.NullMarked;
