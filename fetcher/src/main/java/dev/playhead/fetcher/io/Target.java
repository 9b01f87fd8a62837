package dev.playhead.fetcher.io;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.security.Sealer;
import dev.playhead.common.security.Secrets;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Where a request goes.
 *
 * @param server only its scheme, host and port count
 * @param uri the raw request target, sent as it is: it may hold a viewer's secrets
 */
record Target(URI server, String uri) {

    /**
     * Returns where a media lies.
     *
     * @throws IllegalArgumentException when the query was sealed with another key, or the target cannot stand in a
     *     request line
     */
    static Target of(OriginConfig origin, MediaSource source, Sealer sealer) {
        String query = source.sealedQuery() == null ? "" : "?" + sealer.open(source.sealedQuery());
        String uri = Objects.requireNonNullElse(origin.url().getRawPath(), "") + source.path() + query;
        if (uri.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("the request target holds a space or a control character");
        }
        return new Target(origin.url(), uri);
    }

    /** Returns where to ask for a fresh link: the hook, with the media's path at the origin as the parameter {@code path}. */
    static Target ofHook(URI hook, MediaSource source) {
        return of(URI.create(hook + "?path=" + URLEncoder.encode(source.path(), StandardCharsets.UTF_8)));
    }

    /** Returns where a redirect leads. */
    static Target of(URI url) {
        String path = Objects.requireNonNullElse(url.getRawPath(), "");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new Target(url, (path.isEmpty() ? "/" : path) + query);
    }

    /** Returns the URL that relative references are resolved against. */
    URI url() {
        try {
            return new URI(root() + uri);
        } catch (URISyntaxException rawTarget) {
            return URI.create(root() + "/"); // browsers send what java.net.URI refuses; absolute redirects still work
        }
    }

    boolean isSsl() {
        return "https".equals(server.getScheme());
    }

    private String root() {
        return server.getScheme() + "://" + server.getHost() + ":" + Redirects.port(server);
    }

    /** Shows no secrets. */
    @Override
    public String toString() {
        return Secrets.maskUrl(root() + uri);
    }
}
