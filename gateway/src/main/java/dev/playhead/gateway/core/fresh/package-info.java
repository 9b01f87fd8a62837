/** Whether what is stored may be served unasked, and what an origin's answer to that question means (RFC 9111). */
@NullMarked
package dev.playhead.gateway.core.fresh;

import org.jspecify.annotations.NullMarked;
