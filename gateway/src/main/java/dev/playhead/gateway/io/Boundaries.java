package dev.playhead.gateway.io;

import java.util.UUID;

/** Separators of multipart answers, too random to stand in a content (RFC 2046, section 5.1.1). */
final class Boundaries {
    private Boundaries() {}

    static String next() {
        return "playhead-" + UUID.randomUUID();
    }
}
