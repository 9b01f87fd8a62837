/** Collections that the JDK does not have. */
@NullMarked
package dev.playhead.common.collect;

import org.jspecify.annotations.NullMarked;
