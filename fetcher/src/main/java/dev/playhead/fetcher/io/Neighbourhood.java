package dev.playhead.fetcher.io;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
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
    private static final int INET4_BYTES = 4;
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
    private static final byte[] COMPATIBLE = new byte[12];
    private static final int IN_LAST_BYTES = COMPATIBLE.length;

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

    /** Whether an address is none of the public internet, or leads to one that is none. */
    static boolean isInner(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet6Address ? isInner6(address.getAddress()) : isInner4(address.getAddress()));
    }

    /** 0.0.0.0/8 (RFC 1122), 100.64.0.0/10 (RFC 6598) and 240.0.0.0/4 with the broadcast address (RFC 1112). */
    private static boolean isInner4(byte[] address) {
        int first = address[0] & BYTE;
        return first == 0 || first >= 240 || (first == 100 && (address[1] & 0xc0) == 64);
    }

    /** fc00::/7 (RFC 4193), and what a gateway of the network would send on to an inner address of the older protocol. */
    private static boolean isInner6(byte[] address) {
        return (address[0] & 0xfe) == 0xfc
                || carried(address).filter(Neighbourhood::isInner).isPresent();
    }

    /** Returns the address inside of 64:ff9b::/96 (RFC 6052), 2002::/16 (RFC 3056) and ::/96 (RFC 4291). */
    private static Optional<InetAddress> carried(byte[] address) {
        if (startsWith(address, NAT64) || startsWith(address, COMPATIBLE)) {
            return Optional.of(inet4(address, IN_LAST_BYTES));
        }
        return startsWith(address, SIX_TO_FOUR) ? Optional.of(inet4(address, SIX_TO_FOUR.length)) : Optional.empty();
    }

    private static boolean startsWith(byte[] address, byte[] prefix) {
        return Arrays.mismatch(address, prefix) == prefix.length;
    }

    private static InetAddress inet4(byte[] from, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(from, at, at + INET4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
