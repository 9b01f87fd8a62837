package dev.playhead.gateway;

import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigException;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.config.OriginConfig;
import dev.playhead.gateway.core.access.ApiToken;
import dev.playhead.gateway.core.access.StreamLinks;
import java.util.List;
import java.util.Optional;

/**
 * Who may ask a gateway for what.
 *
 * @param token what control routes ask for; empty when anybody may
 * @param links makes and judges stream links; empty when a media's id is enough
 * @param linksOnly whether media are played by links alone, and not by their paths at an origin
 */
public record AccessConfig(Optional<ApiToken> token, Optional<StreamLinks> links, boolean linksOnly) {
    public static final ConfigKey<Optional<String>> API_TOKEN = new ConfigKey<>(
            "gateway.api-token",
            ConfigType.SECRET,
            Optional.empty(),
            "What /api asks for, as 'Authorization: Bearer …'; anybody may when empty.");
    public static final ConfigKey<Optional<String>> LINK_KEY = new ConfigKey<>(
            "gateway.link-key",
            ConfigType.SECRET,
            Optional.empty(),
            "Signs stream links that expire; when set, /media/{id} plays with such a link only.");
    public static final ConfigKey<Boolean> LINKS_ONLY = new ConfigKey<>(
            "gateway.links-only",
            ConfigType.FLAG,
            false,
            "Whether media are played by signed links alone, and not by their paths at an origin (/o/…).");
    public static final List<ConfigKey<?>> KEYS = List.of(API_TOKEN, LINK_KEY, LINKS_ONLY);

    /** Anybody may do anything. */
    public static final AccessConfig OPEN = new AccessConfig(Optional.empty(), Optional.empty(), false);

    public static AccessConfig from(Config config) {
        if (config.get(LINKS_ONLY) && config.get(LINK_KEY).isEmpty()) {
            throw new ConfigException(List.of(LINKS_ONLY.name() + ": needs " + LINK_KEY.name()));
        }
        if (config.get(LINK_KEY).isPresent() && config.get(API_TOKEN).isEmpty()) {
            refuseLinksForAnybody(config);
        }
        return new AccessConfig(
                config.get(API_TOKEN).map(ApiToken::new),
                config.get(LINK_KEY).map(StreamLinks::new),
                config.get(LINKS_ONLY));
    }

    /** Whoever may have a link made is asked for nothing else: an origin that judges viewers would judge nobody. */
    private static void refuseLinksForAnybody(Config config) {
        List<String> problems = config.originsByName().values().stream()
                .filter(OriginConfig::asksPerViewer)
                .map(origin -> LINK_KEY.name() + ": needs " + API_TOKEN.name() + ", as origin '" + origin.name()
                        + "' is authorize: per-viewer and anybody could have a link made")
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
