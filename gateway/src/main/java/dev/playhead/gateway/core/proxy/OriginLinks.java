package dev.playhead.gateway.core.proxy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates links between an origin's own address space and the one in which players see it.
 *
 * <p>A link into the origin becomes a path below its mount, so it works under whatever name the player knows us by; a
 * link to anywhere else stays, made absolute where it would else mean us.
 */
public final class OriginLinks {
    private static final Pattern URL = Pattern.compile("(https?)://([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN = Pattern.compile(";\\s*domain=([^;]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile(";\\s*path=([^;]*)", Pattern.CASE_INSENSITIVE);

    private final String scheme;
    private final String authority;
    private final String prefix;
    private final String mount;

    /**
     * @param origin its URL, without a trailing slash
     * @param mount the path below which players see it; empty when they see it alone
     */
    public OriginLinks(String origin, String mount) {
        Matcher url = URL.matcher(origin);
        if (!url.matches()) {
            throw new IllegalArgumentException("'" + origin + "' is not the URL of an origin");
        }
        this.scheme = url.group(1).toLowerCase(Locale.ROOT);
        this.authority = authority(scheme, url.group(2));
        this.prefix = url.group(3);
        this.mount = mount;
    }

    /**
     * Returns a link of an answer, as a player must see it.
     *
     * @param link as in Location: a URL, a path, or relative to what was asked for
     */
    public String toPlayer(String link) {
        Matcher url = URL.matcher(link.startsWith("//") ? scheme + ":" + link : link);
        if (url.matches()) {
            boolean own = url.group(1).equalsIgnoreCase(scheme)
                    && authority(scheme, url.group(2)).equals(authority);
            return own ? below(url.group(3)).map(path -> mount + path).orElse(link) : link;
        }
        if (!link.startsWith("/")) {
            return link;
        }
        return below(link).map(path -> mount + path).orElse(scheme + "://" + authority + link);
    }

    /**
     * Returns a link of a request, as the origin must see it: what named us by the Host the request came with names the
     * origin instead.
     *
     * @param link as in Origin or Referer
     * @param host the Host field that the player sent
     */
    public String toOrigin(String link, String host) {
        Matcher url = URL.matcher(link);
        if (!url.matches() || !url.group(2).equalsIgnoreCase(host)) {
            return link;
        }
        String rest = url.group(3);
        boolean mounted = rest.startsWith(mount + "/");
        return scheme + "://" + authority + (mounted ? prefix + rest.substring(mount.length()) : rest);
    }

    /** Returns a Set-Cookie field as a player must see it: for us instead of the origin's host, below the mount. */
    public String cookieToPlayer(String cookie) {
        Matcher domain = DOMAIN.matcher(cookie);
        String hosted = domain.find() && covers(domain.group(1)) ? domain.replaceFirst("") : cookie;
        Matcher path = PATH.matcher(hosted);
        if (prefix.equals(mount) || !path.find()) {
            return hosted;
        }
        String scope = path.group(1).strip();
        String mapped = below(scope).map(rest -> mount + rest).orElse(mount + "/");
        return hosted.substring(0, path.start(1)) + mapped + hosted.substring(path.end(1));
    }

    /** The path below the prefix, or nothing when the link leads elsewhere on the same server. */
    private Optional<String> below(String path) {
        String rooted = path.startsWith("/") ? path : "/" + path;
        if (rooted.equals(prefix)) {
            return Optional.of("/");
        }
        boolean under =
                rooted.startsWith(prefix) && (prefix.isEmpty() || "/?#".indexOf(rooted.charAt(prefix.length())) >= 0);
        if (!under) {
            return Optional.empty();
        }
        String rest = rooted.substring(prefix.length());
        return Optional.of(rest.startsWith("/") ? rest : "/" + rest);
    }

    private boolean covers(String domain) {
        String host = authority.replaceFirst(":\\d+$", "");
        String name = domain.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\.", "");
        return host.equals(name) || host.endsWith("." + name);
    }

    /** Without user information and the scheme's own port, which say nothing of where it is. */
    private static String authority(String scheme, String text) {
        String host = text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        String standard = scheme.equals("https") ? ":443" : ":80";
        return host.endsWith(standard) ? host.substring(0, host.length() - standard.length()) : host;
    }
}
