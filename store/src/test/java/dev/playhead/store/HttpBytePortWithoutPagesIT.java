package dev.playhead.store;

import dev.playhead.common.model.DataSize;

/** The same where nothing may be mapped: files are sent by their channels. */
class HttpBytePortWithoutPagesIT extends HttpBytePortIT {
    @Override
    DataSize mappedFiles() {
        return new DataSize(0);
    }
}
