/** Keeps a store within its limits: counts what it takes, and gives space back. */
@NullMarked
package dev.playhead.store.io.space;

import org.jspecify.annotations.NullMarked;
