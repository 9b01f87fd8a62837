package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.OriginName;
import java.util.HashMap;
import java.util.Map;

/** How many requests go to each origin at a time without the pipeline. Event loop only. */
public final class OriginSlots {
    private final int max;
    private final Map<OriginName, Integer> taken = new HashMap<>();

    /** @param max requests to one origin at a time */
    public OriginSlots(int max) {
        this.max = max;
    }

    /** Takes a slot; false when all are taken. */
    public boolean take(OriginName origin) {
        int others = taken(origin);
        if (others >= max) {
            return false;
        }
        taken.put(origin, others + 1);
        return true;
    }

    public void release(OriginName origin) {
        taken.computeIfPresent(origin, (name, count) -> count == 1 ? null : count - 1);
    }

    public int taken(OriginName origin) {
        return taken.getOrDefault(origin, 0);
    }
}
