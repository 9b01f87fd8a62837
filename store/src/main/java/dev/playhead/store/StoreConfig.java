package dev.playhead.store;

import dev.playhead.common.bytes.http.StoreLinks;
import dev.playhead.common.config.Config;
import dev.playhead.common.config.ConfigKey;
import dev.playhead.common.config.ConfigType;
import dev.playhead.common.model.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a store.
 *
 * @param data the directory of its files and its index; one process at a time
 * @param maxSize what files and index may take on the disk; zero for all but {@code minFree}
 * @param minFree space on the file system that is never used
 * @param secret what callers over HTTP must present; empty when anybody may
 * @param mappedFiles how much of the files that are read may be mapped into memory, by a store of its own
 * @param sendBuffer of each socket of a store of its own
 * @param fileIdle after how long without a reader or writer a file is closed
 * @param maxMedia media whose chunk maps are kept in memory while nobody uses them
 * @param unwatched after how long without a viewer a media is forgotten; zero for never
 * @param scrubRate bytes a second that are read back and checked after an unclean stop
 */
public record StoreConfig(
        Path data,
        String bind,
        int port,
        DataSize maxSize,
        DataSize minFree,
        Optional<String> secret,
        DataSize mappedFiles,
        DataSize sendBuffer,
        Duration fileIdle,
        int maxMedia,
        Duration unwatched,
        DataSize scrubRate) {
    public static final ConfigKey<Path> DATA = new ConfigKey<>(
            "store.data", ConfigType.PATH, Path.of("playhead-data"), "Directory of the stored media and their index.");
    public static final ConfigKey<String> BIND = new ConfigKey<>(
            "store.bind", ConfigType.TEXT, "127.0.0.1", "Address a store of its own listens at for other services.");
    public static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "store.port", ConfigType.PORT, 8090, "Port a store of its own listens at for other services.");
    public static final ConfigKey<DataSize> MAX_SIZE = new ConfigKey<>(
            "store.max-size",
            ConfigType.SIZE,
            new DataSize(0),
            "Space on the disk that stored media and their index may take; 0B for all but store.min-free.");
    public static final ConfigKey<DataSize> MIN_FREE = new ConfigKey<>(
            "store.min-free",
            ConfigType.SIZE,
            DataSize.parse("1GiB"),
            "Space on the file system that is left free; what is stored leaves before it is used.");
    public static final ConfigKey<Optional<String>> SECRET = new ConfigKey<>(
            "store.secret",
            ConfigType.SECRET,
            Optional.empty(),
            "What other services must present to a store of its own; the same in each of them.");
    public static final ConfigKey<DataSize> MAPPED_FILES = new ConfigKey<>(
            "store.mapped-files",
            ConfigType.SIZE,
            DataSize.parse("1GiB"),
            "How much of the files that a store of its own sends may be mapped at a time: pages that the system has in memory"
                    + " anyway, sent for half of the CPU. 0B maps nothing.");
    public static final ConfigKey<DataSize> SEND_BUFFER = new ConfigKey<>(
            "store.send-buffer",
            ConfigType.kibibytes(16, 16 * 1024),
            DataSize.ofKibibytes(256),
            "Socket send buffer of each connection to a store of its own, players who come by a link among them; the kernel may double"
                    + " it. A player gets one such a round trip: 5 MB/s over 100 ms.");
    public static final ConfigKey<Duration> FILE_IDLE = new ConfigKey<>(
            "store.file-idle",
            ConfigType.DURATIONS,
            Duration.ofSeconds(30),
            "After how long without a reader or writer a file is closed.");
    public static final ConfigKey<Integer> MAX_MEDIA = new ConfigKey<>(
            "store.max-media-in-memory",
            ConfigType.integer(1, 1_000_000),
            2048,
            "Media whose chunk maps stay in memory while nobody uses them.");
    public static final ConfigKey<Duration> UNWATCHED = new ConfigKey<>(
            "store.forget-unwatched-after",
            ConfigType.DURATIONS,
            Duration.ZERO,
            "After how long without a viewer a media is forgotten, unless it is pinned; 0s for never.");
    public static final ConfigKey<DataSize> SCRUB_RATE = new ConfigKey<>(
            "store.scrub-rate",
            ConfigType.SIZE,
            DataSize.ofMebibytes(16),
            "Bytes a second that are read back and checked in the background after an unclean stop.");

    public static final List<ConfigKey<?>> KEYS = List.of(
            DATA,
            BIND,
            PORT,
            MAX_SIZE,
            MIN_FREE,
            SECRET,
            MAPPED_FILES,
            SEND_BUFFER,
            FILE_IDLE,
            MAX_MEDIA,
            UNWATCHED,
            SCRUB_RATE);

    public static StoreConfig from(Config config) {
        return new StoreConfig(
                config.get(DATA),
                config.get(BIND),
                config.get(PORT),
                config.get(MAX_SIZE),
                config.get(MIN_FREE),
                config.get(SECRET),
                config.get(MAPPED_FILES),
                config.get(SEND_BUFFER),
                config.get(FILE_IDLE),
                config.get(MAX_MEDIA),
                config.get(UNWATCHED),
                config.get(SCRUB_RATE));
    }

    /** Returns the same for a store in another directory. */
    public StoreConfig in(Path directory) {
        return new StoreConfig(
                directory,
                bind,
                port,
                maxSize,
                minFree,
                secret,
                mappedFiles,
                sendBuffer,
                fileIdle,
                maxMedia,
                unwatched,
                scrubRate);
    }

    /** Returns what judges the links that players bring; empty without a secret that is long enough to sign any. */
    public Optional<StoreLinks> links() {
        return secret.filter(shared -> shared.length() >= StoreLinks.MIN_SECRET_CHARACTERS)
                .map(StoreLinks::of);
    }

    /** The secret is not shown. */
    @Override
    public String toString() {
        return "store at " + data + ", " + bind + ":" + port + ", max-size " + maxSize + ", min-free " + minFree;
    }
}
