package dev.playhead.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What standard output can show.
 *
 * @param live whether a line can be drawn over: a person looks at a terminal, not a program at a pipe
 * @param columns characters in a line
 */
public record Terminal(boolean live, int columns, Glyphs glyphs) {
    private static final int COMMON_COLUMNS = 80;
    private static final Pattern STTY_SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,3})");
    private static final Pattern COLUMNS = Pattern.compile("[1-9]\\d{0,3}");
    private static final long STTY_SECONDS = 1;

    /** Asks the environment and, where that says nothing, the terminal itself. Blocking, bounded. */
    public static Terminal ofThisProcess(Map<String, String> environment) {
        boolean live = System.console() != null && !"dumb".equals(environment.get("TERM"));
        Glyphs glyphs = Glyphs.in(Charset.defaultCharset());
        String given = environment.getOrDefault("COLUMNS", "");
        if (COLUMNS.matcher(given).matches()) {
            return new Terminal(live, Integer.parseInt(given), glyphs);
        }
        return new Terminal(live, live ? columnsByStty() : COMMON_COLUMNS, glyphs);
    }

    private static int columnsByStty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(STTY_SECONDS, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return COMMON_COLUMNS;
            }
            return columns(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return COMMON_COLUMNS; // no such program, or no such terminal
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return COMMON_COLUMNS;
        }
    }

    /** Reads {@code rows columns}. */
    static int columns(String sttySize) {
        Matcher matcher = STTY_SIZE.matcher(sttySize.strip());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : COMMON_COLUMNS;
    }
}
