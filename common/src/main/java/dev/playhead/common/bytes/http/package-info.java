/** The byte ports over HTTP: what is said on the wire, once, and the side that calls a store. */
@NullMarked
package dev.playhead.common.bytes.http;

import org.jspecify.annotations.NullMarked;
