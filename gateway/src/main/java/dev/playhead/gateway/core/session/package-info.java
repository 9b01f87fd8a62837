/** Sessions: which requests belong to one viewer, and which of them are seeks. */
@NullMarked
package dev.playhead.gateway.core.session;

import org.jspecify.annotations.NullMarked;
