/** Decides what an origin's answer is worth, what to ask next and when to give up; pure. */
@NullMarked
package dev.playhead.fetcher.core;

import org.jspecify.annotations.NullMarked;
