package dev.playhead.gateway.io.proxy;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;

/**
 * Two connections that have changed to a protocol of their own, such as WebSocket: bytes go both ways as they come, at the
 * pace of whoever takes them, until either side ends. Event loop only.
 */
final class Tunnel {
    private Tunnel() {}

    /** Joins two sockets that are paused; succeeds when both are closed. */
    static Future<Void> join(NetSocket one, NetSocket other) {
        Future<Void> there = carry(one, other);
        Future<Void> back = carry(other, one);
        return Future.join(there, back).otherwiseEmpty().mapEmpty();
    }

    /** The end of one direction ends the other: no protocol that upgrades leaves a connection half open. */
    private static Future<Void> carry(NetSocket from, NetSocket to) {
        return from.pipe().endOnComplete(false).to(to).eventually(to::close);
    }
}
