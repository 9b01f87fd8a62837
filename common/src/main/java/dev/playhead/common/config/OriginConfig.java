package dev.playhead.common.config;

import dev.playhead.common.model.OriginName;
import dev.playhead.common.security.Secrets;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * One configured origin.
 *
 * @param url scheme, authority and path prefix, without a trailing slash; media paths are appended as they came
 * @param headers sent with every request to it; often credentials, so never shown
 * @param ignoreQuery names of query parameters that take no part in the media id
 * @param maxRequests origin requests at a time, over all fetchers
 * @param caching what may be made of its stored media
 * @param transparent what counts when everything of it works through a gateway
 * @param fill whether what is watched in part is completed
 * @param authorization whom it is asked about before stored bytes are served
 */
public record OriginConfig(
        OriginName name,
        URI url,
        Map<String, String> headers,
        List<String> ignoreQuery,
        int maxRequests,
        OriginCaching caching,
        TransparentOrigin transparent,
        BackgroundFill fill,
        ViewerAuthorization authorization) {

    public OriginConfig {
        headers = Map.copyOf(headers);
        ignoreQuery = List.copyOf(ignoreQuery);
    }

    /** An origin with the defaults of caching and transparent mode that is asked for nothing but what is watched. */
    public OriginConfig(
            OriginName name, URI url, Map<String, String> headers, List<String> ignoreQuery, int maxRequests) {
        this(
                name,
                url,
                headers,
                ignoreQuery,
                maxRequests,
                OriginCaching.DEFAULT,
                TransparentOrigin.DEFAULT,
                BackgroundFill.OFF,
                ViewerAuthorization.DEFAULT);
    }

    /** Whether it is asked about each viewer before that gets stored bytes. */
    public boolean asksPerViewer() {
        return authorization.mode() == ViewerAuthorization.Mode.PER_VIEWER;
    }

    /** What goes along with a viewer's own request: nothing where it is for the origin to judge the viewer. */
    public Map<String, String> headersForViewers() {
        return asksPerViewer() ? Map.of() : headers;
    }

    @Override
    public String toString() {
        return name + "=" + Secrets.maskUserInfo(url.toString()) + " (" + headers.size() + " headers)";
    }
}
