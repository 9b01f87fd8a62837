/** The topics: each one's name, key, value type and retention, once. */
@NullMarked
package dev.playhead.common.topic;

import org.jspecify.annotations.NullMarked;
