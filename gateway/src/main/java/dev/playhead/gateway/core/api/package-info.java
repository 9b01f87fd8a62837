/** What the control routes are asked and what they show. */
@NullMarked
package dev.playhead.gateway.core.api;

import org.jspecify.annotations.NullMarked;
