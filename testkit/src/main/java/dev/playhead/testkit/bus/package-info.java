/** An event bus in memory, and the switch between an embedded broker and one in a container. */
@NullMarked
package dev.playhead.testkit.bus;

import org.jspecify.annotations.NullMarked;
