/** Streams that go around the pipeline, byte for byte, while it does not work: shared by media, capped by origin. */
@NullMarked
package dev.playhead.gateway.io.direct;

import org.jspecify.annotations.NullMarked;
