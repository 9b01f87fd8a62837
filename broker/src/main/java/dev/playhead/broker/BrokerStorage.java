package dev.playhead.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's directory: {@code logs/} as Kafka lays it out, {@code clean} while the last stop was a clean one, and
 * {@code lock} held while in use.
 *
 * <p>Nothing in it has to last, so one that was not stopped cleanly is formatted anew: that takes a tenth of a second,
 * recovery takes many.
 */
final class BrokerStorage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerStorage.class);

    private final Path directory;
    private final FileChannel lock;

    private BrokerStorage(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Takes the directory for this process, made if missing; throws {@link BrokerException} if it cannot be used. */
    static BrokerStorage open(Path directory) {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(directory, channel, null);
            }
            return new BrokerStorage(directory, channel);
        } catch (OverlappingFileLockException e) {
            throw inUse(directory, channel, e);
        } catch (IOException e) {
            throw new BrokerException("broker directory " + directory + " is not writable: " + e, e);
        }
    }

    private static BrokerException inUse(Path directory, @Nullable FileChannel channel, @Nullable Exception cause) {
        closeQuietly(channel);
        return new BrokerException("broker directory " + directory + " is in use by another broker", cause);
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /**
     * Makes the logs fit to start from; from now on the directory counts as not cleanly stopped.
     *
     * @return whether they are new
     */
    boolean prepare() {
        try {
            boolean clean = Files.deleteIfExists(marker());
            if (!clean) {
                format();
            }
            return !clean;
        } catch (BrokerException e) {
            throw e;
        } catch (Exception e) {
            throw new BrokerException("broker directory " + directory + " cannot be formatted: " + e, e);
        }
    }

    /** Records that the broker has stopped cleanly. */
    void markClean() {
        try {
            Files.writeString(marker(), "");
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Clean stop not recorded: the next start formats the broker's directory anew");
        }
    }

    private void format() throws Exception {
        deleteLogs();
        Files.createDirectories(logs());
        try (PrintStream discarded = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(discarded)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(logs().toString())
                    .addDirectory(logs().toString())
                    .run();
        }
    }

    private void deleteLogs() throws IOException {
        if (!Files.exists(logs())) {
            return;
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(logs())) {
            files = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private Path marker() {
        return directory.resolve("clean");
    }

    @Override
    public void close() {
        closeQuietly(lock);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Lock file not closed");
        }
    }
}
