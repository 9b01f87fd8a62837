/** Which bytes of a media are there, which may be read, and what to do with an offered write: decisions without I/O. */
@NullMarked
package dev.playhead.store.core;

import org.jspecify.annotations.NullMarked;
