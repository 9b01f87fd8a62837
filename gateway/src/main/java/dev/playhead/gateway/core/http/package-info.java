/** What of an origin's answer may go to a player as it came, without I/O. */
@NullMarked
package dev.playhead.gateway.core.http;

import org.jspecify.annotations.NullMarked;
