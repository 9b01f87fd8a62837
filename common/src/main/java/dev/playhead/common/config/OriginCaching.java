package dev.playhead.common.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What may be made of an origin's stored media.
 *
 * @param freshFor for how long a version holds where the origin does not say; null for ever
 */
public record OriginCaching(@Nullable Duration freshFor) {
    public static final OriginCaching DEFAULT = new OriginCaching(null);
}
