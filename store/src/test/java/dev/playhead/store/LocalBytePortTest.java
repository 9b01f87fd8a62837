package dev.playhead.store;

import dev.playhead.common.bytes.MediaCatalog;
import dev.playhead.common.bytes.MediaReader;
import dev.playhead.common.bytes.SpanWriter;

class LocalBytePortTest extends BytePortContract {
    @Override
    SpanWriter writer() {
        return store.verticle.spanWriter();
    }

    @Override
    MediaReader reader() {
        return store.verticle.mediaReader();
    }

    @Override
    MediaCatalog catalog() {
        return store.verticle.mediaCatalog();
    }
}
