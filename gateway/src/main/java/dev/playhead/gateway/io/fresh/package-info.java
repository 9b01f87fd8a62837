/** Asks origins whether they still have what is stored, before it is served stale. */
@NullMarked
package dev.playhead.gateway.io.fresh;

import org.jspecify.annotations.NullMarked;
