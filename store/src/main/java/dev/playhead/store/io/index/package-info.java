/** The index of a store in H2: the only package that knows SQL. */
@NullMarked
package dev.playhead.store.io.index;

import org.jspecify.annotations.NullMarked;
