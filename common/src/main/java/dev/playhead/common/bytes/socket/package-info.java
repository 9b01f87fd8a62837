/** How stored bytes come from open files to sockets: the same way in a gateway and in a store of its own. */
@NullMarked
package dev.playhead.common.bytes.socket;

import org.jspecify.annotations.NullMarked;
