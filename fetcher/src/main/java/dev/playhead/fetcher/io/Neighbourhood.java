package dev.playhead.fetcher.io;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Keeps redirects out of the network that only the fetcher can reach. A redirect to another server is looked up first and
 * goes to the very address that was judged: a name that answers with something else the next moment gains nothing. Event
 * loop only.
 *
 * <p>An inner address (loopback, link-local, private) is for those who name one: the origin whose own URL leads there, or the
 * list of allowed hosts with the address itself.
 */
final class Neighbourhood {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");
    private static final int BYTE = 0xff;

    private final Vertx vertx;

    Neighbourhood(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Looks a redirect's server up.
     *
     * @param home the origin's own server
     * @return succeeds with the address to connect to; fails with {@link Exchange.RefusedRedirect} when it is an inner one
     *     that nobody named, or with {@link UnknownHostException}
     */
    Future<SocketAddress> admit(URI home, URI to) {
        return vertx.executeBlocking(() -> judge(home, to), false);
    }

    private static SocketAddress judge(URI home, URI to) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(to.getHost());
        boolean named = LITERAL.matcher(to.getHost()).matches();
        if (isInner(address) && !named && !isInner(InetAddress.getByName(home.getHost()))) {
            throw new Exchange.RefusedRedirect("redirect to " + to.getHost() + " leads to the inner address "
                    + address.getHostAddress() + ", which neither its origin nor fetcher.follow-redirects-to names");
        }
        return SocketAddress.inetSocketAddress(Redirects.port(to), address.getHostAddress());
    }

    /** Whether an address is none of the public internet. */
    static boolean isInner(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal(address)
                || isCarrierGrade(address);
    }

    /** fc00::/7 (RFC 4193). */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** 100.64.0.0/10 (RFC 6598). */
    private static boolean isCarrierGrade(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && (bytes[0] & BYTE) == 100 && (bytes[1] & 0xc0) == 64;
    }
}
