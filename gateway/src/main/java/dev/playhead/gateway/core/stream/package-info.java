/** Decisions about one open response: how much to send at a time, and what a failed fetch means to it. */
@NullMarked
package dev.playhead.gateway.core.stream;

import org.jspecify.annotations.NullMarked;
