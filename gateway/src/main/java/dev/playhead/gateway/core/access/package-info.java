/** Who may have what: stream links that expire, and the token of control routes. */
@NullMarked
package dev.playhead.gateway.core.access;

import org.jspecify.annotations.NullMarked;
