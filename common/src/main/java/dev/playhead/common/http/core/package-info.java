/**
 * What a request for a media asks for, and which answer it gets, whoever gives it: ranges and preconditions of RFC 9110,
 * without I/O.
 */
@NullMarked
package dev.playhead.common.http.core;

import org.jspecify.annotations.NullMarked;
