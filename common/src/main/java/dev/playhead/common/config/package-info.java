/** Typed configuration: environment over file over defaults, all problems told at once. */
@NullMarked
package dev.playhead.common.config;

import org.jspecify.annotations.NullMarked;
