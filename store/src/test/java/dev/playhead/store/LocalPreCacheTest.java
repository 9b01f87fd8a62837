package dev.playhead.store;

import dev.playhead.common.bytes.PreCaches;

class LocalPreCacheTest extends PreCacheContract {
    @Override
    PreCaches preCaches() {
        return store.verticle.preCaches();
    }
}
