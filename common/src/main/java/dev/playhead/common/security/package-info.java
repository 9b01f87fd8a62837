/** Sealing and masking: what a viewer or an origin keeps secret. */
@NullMarked
package dev.playhead.common.security;

import org.jspecify.annotations.NullMarked;
