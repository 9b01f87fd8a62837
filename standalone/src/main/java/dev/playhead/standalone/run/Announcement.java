package dev.playhead.standalone.run;

import dev.playhead.common.config.OriginConfig;
import dev.playhead.common.model.OriginName;
import java.util.Collection;
import java.util.Optional;

/** The line that tells an operator that players may come, and where to. */
final class Announcement {
    private Announcement() {}

    static String of(String url, Collection<OriginConfig> origins, Optional<OriginName> defaultOrigin) {
        if (defaultOrigin.isPresent()) {
            return "ready on " + url + "  (in place of origin " + defaultOrigin.get() + "; play " + url + "/PATH)";
        }
        if (origins.isEmpty()) {
            return "ready on " + url + "  (no origin is configured: give one as --origin name=url)";
        }
        String names = String.join(
                ", ",
                origins.stream().map(origin -> origin.name().value()).sorted().toList());
        String first = origins.stream()
                .map(origin -> origin.name().value())
                .sorted()
                .findFirst()
                .orElse("");
        return "ready on " + url + "  (origins: " + names + "; play " + url + "/o/" + first + "/PATH)";
    }
}
