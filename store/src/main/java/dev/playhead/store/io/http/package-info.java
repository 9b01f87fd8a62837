/** The store for services in other processes: its ports over HTTP. */
@NullMarked
package dev.playhead.store.io.http;

import org.jspecify.annotations.NullMarked;
