package dev.playhead.store;

import dev.playhead.common.bytes.PreCaches;

class HttpPreCacheIT extends PreCacheContract {
    @Override
    PreCaches preCaches() {
        return store.remote().preCaches();
    }
}
