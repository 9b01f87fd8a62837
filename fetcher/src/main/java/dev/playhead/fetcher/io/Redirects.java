package dev.playhead.fetcher.io;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an origin may send us on to: its own host and port, and the hosts that were named. Anything else could make the
 * fetcher ask services for bytes that only it can reach.
 *
 * @param hosts lower-case, without port
 */
public record Redirects(Set<String> hosts) {
    /** As many as curl and browsers need in practice; a longer chain is a loop. */
    public static final int MAX_HOPS = 5;

    public Redirects {
        hosts = Set.copyOf(hosts);
    }

    public static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /**
     * Returns the URL to ask instead, or empty when it must not be followed.
     *
     * @param from the URL that answered
     * @param location the Location field; null when there was none
     * @param home the origin's own server, to which anybody may send us back
     */
    public Optional<URI> follow(URI from, @Nullable String location, URI home) {
        if (location == null) {
            return Optional.empty();
        }
        try {
            URI to = from.resolve(new URI(location));
            boolean http = "http".equals(to.getScheme()) || "https".equals(to.getScheme());
            boolean downgrade = "https".equals(from.getScheme()) && "http".equals(to.getScheme());
            boolean allowed = to.getHost() != null && (isHome(home, to) || !downgrade && isAllowed(from, to));
            return http && allowed ? Optional.of(to) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isHome(URI home, URI to) {
        return isSameServer(home, to) && home.getScheme().equals(to.getScheme());
    }

    private boolean isAllowed(URI from, URI to) {
        return isSameServer(from, to) || hosts.contains(to.getHost().toLowerCase(Locale.ROOT));
    }

    /** Whether two URLs name one server, so that what is secret to one may be told to the other. */
    public static boolean isSameServer(URI one, URI other) {
        return one.getHost().equalsIgnoreCase(other.getHost()) && port(one) == port(other);
    }

    /** Returns the port of an http or https URL. */
    public static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }
}
