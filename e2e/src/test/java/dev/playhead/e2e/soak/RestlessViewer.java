package dev.playhead.e2e.soak;

import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.RampContent;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who opens films, watches a while at the pace of a film, seeks, leaves, and comes back where a response breaks.
 * Every byte is compared with the version that its answer names.
 */
final class RestlessViewer implements Runnable {
    /** A film of 2 Mbit/s; fifty of these are 12 MB/s, which leaves the machine to others. */
    private static final int BYTES_PER_SECOND = 250_000;

    private static final int PIECE = 32 * 1024;
    private static final int MAX_PIECES = 200;
    /** The origin's own, of a film that goes around the pipeline just now. */
    private static final int TOO_MANY_REQUESTS = 429;

    private static final int PATIENCE_MILLIS = 30_000;
    private static final long REST_MILLIS = 200;
    private static final Pattern VERSION = Pattern.compile("\"v(\\d+)-");

    private final String base;
    private final String name;
    private final Library library;
    private final Tally tally;
    private final CountDownLatch over;
    private final Random random;

    RestlessViewer(String base, String name, Library library, Tally tally, CountDownLatch over) {
        this.base = base;
        this.name = name;
        this.library = library;
        this.tally = tally;
        this.over = over;
        this.random = new Random(name.hashCode());
    }

    @Override
    public void run() {
        try {
            while (!over.await(REST_MILLIS, TimeUnit.MILLISECONDS)) {
                OriginFile film = library.pick(random);
                watch(film);
                library.giveBack(film);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens a film somewhere and watches a while of it. */
    private void watch(OriginFile film) throws InterruptedException {
        long start = random.nextInt(4) == 0 ? 0 : random.nextLong(film.length() - 1);
        tally.opened();
        HttpURLConnection connection = null;
        try {
            connection = ask(film, start);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                // An origin that ignores ranges is passed through as it is: its answer is the whole film.
                take(content(film, connection), connection.getInputStream(), 0);
                return;
            }
            if (status != HttpURLConnection.HTTP_PARTIAL) {
                refused(film, status);
                return;
            }
            String expected = "bytes " + start + "-";
            String range = String.valueOf(connection.getHeaderField("Content-Range"));
            if (!range.startsWith(expected)) {
                tally.wrong(film.path() + ": asked for " + expected + ", answered " + range);
                return;
            }
            take(content(film, connection), connection.getInputStream(), start);
        } catch (IOException broken) {
            tally.brokeOff();
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private void refused(OriginFile film, int status) {
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR || status == TOO_MANY_REQUESTS) {
            tally.refused();
        } else {
            tally.wrong(film.path() + ": status " + status);
        }
    }

    private HttpURLConnection ask(OriginFile film, long start) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + film.path()).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setRequestProperty("User-Agent", name);
        connection.setRequestProperty("Range", "bytes=" + start + "-");
        return connection;
    }

    private static RampContent content(OriginFile film, HttpURLConnection answer) {
        Matcher tag = VERSION.matcher(String.valueOf(answer.getHeaderField("ETag")));
        return tag.find() ? new RampContent(film.path(), Integer.parseInt(tag.group(1))) : film.content();
    }

    private void take(RampContent content, InputStream body, long start) throws IOException, InterruptedException {
        long position = start;
        for (int pieces = 1 + random.nextInt(MAX_PIECES); pieces > 0; pieces--) {
            long asked = System.nanoTime();
            byte[] bytes = body.readNBytes(PIECE);
            if (content.firstMismatch(bytes, position).isPresent()) {
                tally.wrong(content.name() + ", version " + content.version() + ": wrong byte at "
                        + content.firstMismatch(bytes, position).getAsLong());
                return;
            }
            tally.took(bytes.length, System.nanoTime() - asked);
            position += bytes.length;
            if (bytes.length < PIECE || over.await(1000L * PIECE / BYTES_PER_SECOND, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
