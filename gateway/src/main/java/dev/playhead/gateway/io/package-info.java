/** The gateway's adapters: HTTP to players and to origins, playback events, control routes. */
@NullMarked
package dev.playhead.gateway.io;

import org.jspecify.annotations.NullMarked;
