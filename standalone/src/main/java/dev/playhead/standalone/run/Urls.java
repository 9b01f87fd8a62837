package dev.playhead.standalone.run;

import java.net.URI;
import java.util.Set;

/** Addresses as someone on this machine types them. */
final class Urls {
    /** They mean every address; the loopback one is always among them. */
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "*", "0:0:0:0:0:0:0:0");

    private Urls() {}

    static URI of(String bind, int port) {
        String host = ANY.contains(bind) ? "127.0.0.1" : bind;
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
