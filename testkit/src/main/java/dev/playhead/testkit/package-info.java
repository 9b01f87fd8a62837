/** The doubles and the lying origin that tests are written with. */
@NullMarked
package dev.playhead.testkit;

import org.jspecify.annotations.NullMarked;
