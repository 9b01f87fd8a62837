/** What a proxy changes in the fields of a message that it sends on, without I/O. */
@NullMarked
package dev.playhead.gateway.core.proxy;

import org.jspecify.annotations.NullMarked;
