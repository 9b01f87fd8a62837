/** Carries requests to an origin and its answers back, byte by byte, and keeps nothing of either. */
@NullMarked
package dev.playhead.gateway.io.proxy;

import org.jspecify.annotations.NullMarked;
