/** What every HTTP edge shares: ranges, problems, header names. */
@NullMarked
package dev.playhead.common.http;

import org.jspecify.annotations.NullMarked;
