package dev.playhead.e2e.soak;

import java.time.Duration;

/**
 * What a process holds at one time.
 *
 * @param at since the beginning
 * @param heap bytes that live objects take, after a full collection
 * @param direct bytes of direct and mapped-by-Netty buffers
 * @param files open descriptors, sockets included
 * @param disk bytes of blocks that the store's files and index take
 * @param log bytes of blocks that everything else in the data directory takes: the broker's log
 */
record Vitals(Duration at, long heap, long direct, long threads, long files, long disk, long log, long resident) {}
