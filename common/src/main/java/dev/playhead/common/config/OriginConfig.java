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
 */
public record OriginConfig(
        OriginName name,
        URI url,
        Map<String, String> headers,
        List<String> ignoreQuery,
        int maxRequests,
        OriginCaching caching,
        TransparentOrigin transparent,
        BackgroundFill fill) {

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
                BackgroundFill.OFF);
    }

    @Override
    public String toString() {
        return name + "=" + Secrets.maskUserInfo(url.toString()) + " (" + headers.size() + " headers)";
    }
}
