package dev.playhead.store.io.media;

import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.VersionId;
import dev.playhead.store.core.VersionBytes;
import dev.playhead.store.io.file.DataDirectory;
import dev.playhead.store.io.file.PinnedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Makes versions in memory: each with its number in the index and its file. Thread-safe. */
public final class Versions {
    private final DataDirectory directory;
    private final Executor workers;
    private final AtomicLong lastNumber;
    private final Usage usage;

    /** @param lastNumber the highest number in the index; this process is the only one that gives new ones */
    public Versions(DataDirectory directory, Executor workers, long lastNumber, Usage usage) {
        this.directory = directory;
        this.usage = usage;
        this.workers = workers;
        this.lastNumber = new AtomicLong(lastNumber);
    }

    /** Makes a version that is new to the store. */
    StoredVersion create(MediaId media, MediaVersion version, VersionBytes bytes) {
        return load(media, version, lastNumber.incrementAndGet(), bytes);
    }

    /** Makes a version that the index knows by its number. */
    StoredVersion load(MediaId media, MediaVersion version, long number, VersionBytes bytes) {
        PinnedFile file = new PinnedFile(directory.file(media, version.id(), number), version.length(), workers);
        return new StoredVersion(new StoredVersion.Name(media, version, number), file, bytes, usage);
    }

    /** Returns the length of a version's file; empty when there is none. Worker. */
    OptionalLong sizeOnDisk(MediaId media, VersionId version, long number) throws IOException {
        try {
            return OptionalLong.of(Files.size(directory.file(media, version, number)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    /** Deletes the file of a version that nothing holds in memory. Worker. */
    void delete(MediaId media, VersionId version, long number) throws IOException {
        Files.deleteIfExists(directory.file(media, version, number));
    }
}
