package dev.playhead.common.log;

/** The keys of structured log lines; the message says what happened, these say to what. */
public final class LogKeys {
    public static final String MEDIA = "media";
    public static final String VERSION = "version";
    public static final String ORIGIN = "origin";
    public static final String COMMAND = "command";
    public static final String ATTEMPT = "attempt";
    public static final String SESSION = "session";
    public static final String STREAM = "stream";
    public static final String RANGE = "range";
    public static final String POSITION = "position";
    public static final String STATUS = "status";
    public static final String REASON = "reason";
    public static final String BYTES = "bytes";
    public static final String DURATION = "duration";
    public static final String TOPIC = "topic";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";
    public static final String ADDRESS = "address";
    public static final String PATH = "path";
    public static final String FETCHER = "fetcher";
    public static final String LANE = "lane";
    /** The trace of the player's request: one value for all that was done for it, in every service. */
    public static final String TRACE = "trace";

    private LogKeys() {}
}
