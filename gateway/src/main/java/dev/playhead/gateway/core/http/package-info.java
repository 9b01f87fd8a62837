/** What a player's request asks for, and which answer it gets: ranges and preconditions of RFC 9110, without I/O. */
@NullMarked
package dev.playhead.gateway.core.http;

import org.jspecify.annotations.NullMarked;
