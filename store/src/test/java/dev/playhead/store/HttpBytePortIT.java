package dev.playhead.store;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanWriter;

class HttpBytePortIT extends BytePortContract {
    @Override
    SpanWriter writer() {
        return store.remote().spanWriter();
    }

    @Override
    MediaReader reader() {
        return store.remote().mediaReader();
    }

    @Override
    MediaCatalog catalog() {
        return store.remote().mediaCatalog();
    }
}
