/** What tests need of a Docker engine, and what becomes of them where there is none. */
@NullMarked
package dev.playhead.testkit.docker;

import org.jspecify.annotations.NullMarked;
