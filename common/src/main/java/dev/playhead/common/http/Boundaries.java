package dev.playhead.common.http;

import java.util.UUID;

/** Separators of multipart answers, too random to stand in a content (RFC 2046, section 5.1.1). */
public final class Boundaries {
    private Boundaries() {}

    public static String next() {
        return "playhead-" + UUID.randomUUID();
    }
}
