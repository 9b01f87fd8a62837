/** A store from its opening to its end. */
@NullMarked
package dev.playhead.store.io.run;

import org.jspecify.annotations.NullMarked;
