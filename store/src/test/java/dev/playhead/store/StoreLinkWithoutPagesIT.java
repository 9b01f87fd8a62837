package dev.playhead.store;

import dev.playhead.common.model.DataSize;

/** The same where nothing may be mapped: files are sent by their channels. */
class StoreLinkWithoutPagesIT extends StoreLinkIT {
    @Override
    DataSize mappedFiles() {
        return new DataSize(0);
    }
}
