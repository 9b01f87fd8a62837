package dev.playhead.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that have to know theirs before they bind it.
 *
 * <p>A port that the system gives away and takes back can go to any connection that is opened before the server binds it.
 * These lie below those that Linux (from 32768), macOS and Windows (from 49152) give away, and are picked at random, so
 * that only a server that looks at the same moment could be given the same one.
 */
public final class FreePort {
    /** Most services that are installed on a machine listen below. */
    private static final int FIRST = 10_240;

    private static final int END = 32_768;
    /** A machine where that many picks are taken has no room for a server. */
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** Returns a port of the loopback interface that nobody listens at; throws {@link BrokerException} if there is none. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new BrokerException("no free port of " + ATTEMPTS + " between " + FIRST + " and " + END, null);
    }

    private static boolean isFree(int port) {
        try {
            bind(port);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Binds a port of the loopback interface and lets it go; throws what binding it threw. */
    static void bind(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(BrokerSettings.HOST, port));
        }
    }
}
