package dev.playhead.e2e;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Listens to everything that Playhead logs in this JVM, down to DEBUG, until closed. */
final class LogTap implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.playhead");
    private final Level before = root.getLevel();
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    private LogTap() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.DEBUG);
    }

    static LogTap open() {
        return new LogTap();
    }

    /** Returns who wrote a line with such a key-value, by the simple names of their classes. */
    List<String> writersOf(String key, String value) {
        return lines.stream()
                .filter(line -> line.getKeyValuePairs() != null
                        && line.getKeyValuePairs().stream()
                                .anyMatch(pair -> pair.key.equals(key) && value.equals(String.valueOf(pair.value))))
                .map(line -> line.getLoggerName().substring(line.getLoggerName().lastIndexOf('.') + 1))
                .toList();
    }

    /** Returns all lines, with their key-values and what was thrown. */
    String text() {
        return lines.stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + " "
                        + (line.getThrowableProxy() == null
                                ? ""
                                : line.getThrowableProxy().getMessage()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
    }
}
