/** What the adapters of a store share. */
@NullMarked
package dev.playhead.store.io;

import org.jspecify.annotations.NullMarked;
