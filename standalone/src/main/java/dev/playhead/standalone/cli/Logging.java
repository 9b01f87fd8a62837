package dev.playhead.standalone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.playhead.common.config.Config;
import dev.playhead.standalone.StandaloneConfig;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** Sets how much Playhead's own loggers say; those of libraries keep the level of {@code logback.xml}. */
final class Logging {
    private static final String OURS = "dev.playhead";

    private Logging() {}

    static void apply(Config config) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            context.getLogger(OURS).setLevel(Level.toLevel(config.get(StandaloneConfig.LOG_LEVEL)));
        }
    }
}
