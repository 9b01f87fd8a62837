/** What a raw request target names, and which targets are refused. */
@NullMarked
package dev.playhead.gateway.core.route;

import org.jspecify.annotations.NullMarked;
