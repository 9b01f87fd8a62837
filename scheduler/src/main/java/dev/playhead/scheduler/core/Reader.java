package dev.playhead.scheduler.core;

/** A cursor whose wishes count, with the playhead it belongs to. */
record Reader(OpenCursor cursor, Playhead playhead) {}
