/** The vocabulary: media, versions, byte ranges, chunks and priorities, as values. */
@NullMarked
package dev.playhead.common.model;

import org.jspecify.annotations.NullMarked;
