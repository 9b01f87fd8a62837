/** Makes a long MP4 out of a short one by repeating its sample tables. */
@NullMarked
package dev.playhead.standalone.demo.mp4;

import org.jspecify.annotations.NullMarked;
