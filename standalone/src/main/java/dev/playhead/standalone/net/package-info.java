/** How connections are taken from the system, for every server of the process. */
@NullMarked
package dev.playhead.standalone.net;

import org.jspecify.annotations.NullMarked;
