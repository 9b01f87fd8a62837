package dev.playhead.gateway.core.route;

import dev.playhead.common.model.OriginName;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Understands URLs that name a media by where it lies: at its origin, or at ours. */
public final class SourceUrls {
    private static final String SCHEME_END = "://";

    private final Map<OriginName, String> origins;
    private final PlayerTarget.Parser targets;

    /** @param origins URLs of the origins, without a trailing slash */
    public SourceUrls(Map<OriginName, String> origins, PlayerTarget.Parser targets) {
        this.origins = Map.copyOf(origins);
        this.targets = targets;
    }

    /**
     * Returns the media that a URL names.
     *
     * @param url at an origin, or {@code /o/{origin}/{path}} with or without our address before it
     * @throws IllegalArgumentException that names what is wrong; without the query, which may hold secrets
     */
    public PlayerTarget.AtOrigin parse(String url) {
        String target = atOrigin(url).orElseGet(() -> withoutAddress(url));
        PlayerTarget found = targets.parse(target);
        if (found instanceof PlayerTarget.AtOrigin named) {
            return named;
        }
        if (found instanceof PlayerTarget.Refused refused) {
            throw new IllegalArgumentException("url: " + refused.detail());
        }
        throw new IllegalArgumentException(
                "url: '" + shown(url) + "' lies below no origin's url, and is no /o/{origin}/{path}");
    }

    /** The longest URL of an origin that it lies below is the one that is meant. */
    private Optional<String> atOrigin(String url) {
        return origins.entrySet().stream()
                .filter(origin -> url.startsWith(origin.getValue() + "/"))
                .max(Comparator.comparingInt(origin -> origin.getValue().length()))
                .map(origin -> PlayerTarget.mountOf(origin.getKey())
                        + url.substring(origin.getValue().length()));
    }

    private static String withoutAddress(String url) {
        int scheme = url.indexOf(SCHEME_END);
        int path = scheme < 0 ? -1 : url.indexOf('/', scheme + SCHEME_END.length());
        return scheme < 0 ? url : path < 0 ? "/" : url.substring(path);
    }

    private static String shown(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?***";
    }
}
