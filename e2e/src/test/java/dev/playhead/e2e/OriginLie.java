package dev.playhead.e2e;

import dev.playhead.testkit.origin.Fault;
import dev.playhead.testkit.origin.OriginFile;
import dev.playhead.testkit.origin.OriginRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Something an origin may do that it should not, and what a viewer may get meanwhile: one row of {@code docs/faults.md}.
 *
 * @param name as the table has it
 * @param beginning has a film's origin do it from now on
 * @param keeps whether right bytes are kept meanwhile; else nothing is
 * @param recovery how long a viewer may have to wait for the whole film once the origin is honest again
 */
record OriginLie(String name, Consumer<OriginFile> beginning, Outcome outcome, boolean keeps, Duration recovery) {
    static final long MIB = 1024 * 1024;
    /** That a film may be seen in. */
    static final int VERSIONS = 5;

    /** Of each film. */
    static final long LENGTH = 6 * MIB;

    private static final Duration QUICK = Duration.ofSeconds(5);
    /** The scheduler asks for what may not be kept again after five seconds, and what it gets then has to come. */
    private static final Duration REFUSED = Duration.ofSeconds(8);
    /** Where a verdict is remembered for a while, or patience runs out first. */
    private static final Duration SLOW = Duration.ofSeconds(20);

    /** What a viewer may get while the origin lies; never a wrong byte, never a short body that looks whole. */
    enum Outcome {
        WHOLE("the whole film"),
        HONEST("what is right of it, then a broken connection, or a status that says so"),
        REFUSED("a status that says so");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static List<OriginLie> all() {
        List<OriginLie> all = new ArrayList<>();
        all.addAll(wrongRanges());
        all.addAll(wrongLengths());
        all.addAll(versions());
        all.addAll(redirects());
        all.addAll(manners());
        all.addAll(troubles());
        return all;
    }

    private static List<OriginLie> wrongRanges() {
        return List.of(
                lie("says nothing false", film -> {}, Outcome.WHOLE),
                lie(
                        "claims another range, once in a while",
                        film -> film.lies().next(2, new Fault.ClaimShiftedRange(1000)),
                        Outcome.HONEST),
                lie(
                        "sends another range, and says so, once in a while",
                        film -> film.lies().next(2, new Fault.SendShiftedRange(MIB)),
                        Outcome.HONEST),
                always("claims another range, always", new Fault.ClaimShiftedRange(1000), Outcome.REFUSED),
                always("sends another range, and says so, always", new Fault.SendShiftedRange(1000), Outcome.REFUSED),
                always("answers a range with 200 and the whole", new Fault.IgnoreRange(), Outcome.WHOLE),
                always("answers 206 without a Content-Range", Fault.withoutHeader("Content-Range"), Outcome.HONEST)
                        .keepingNothing(),
                always(
                        "answers one range as several",
                        Fault.header("Content-Type", "multipart/byteranges; boundary=x"),
                        Outcome.HONEST),
                lie(
                                "says 416 to a range inside of the film, once",
                                film -> film.lies().next(1, Fault.status(416)),
                                Outcome.HONEST)
                        .keepingNothing());
    }

    private static List<OriginLie> wrongLengths() {
        return List.of(
                always("sends short bodies and calls them whole", new Fault.ShortBody(700_000, true), Outcome.HONEST)
                        .keepingNothing(),
                always(
                        "closes the connection in the middle of bodies",
                        new Fault.ShortBody(700_000, false),
                        Outcome.WHOLE),
                always("sends more than was asked, and says so", new Fault.LongBody(5000, true), Outcome.HONEST),
                always("sends more than it said", new Fault.LongBody(5000, false), Outcome.HONEST)
                        .keepingNothing(),
                always("sends chunked bodies without a length", new Fault.NoLength(), Outcome.WHOLE),
                lie(
                        "says 206 with another, smaller total, once in a while",
                        film -> film.lies().when(everyThird(), new Fault.ClaimLength(LENGTH - 1)),
                        Outcome.HONEST),
                lie(
                        "says 206 with another, larger total, once in a while",
                        film -> film.lies().when(everyThird(), new Fault.ClaimLength(LENGTH + 1)),
                        Outcome.HONEST));
    }

    private static List<OriginLie> versions() {
        return List.of(
                lie(
                        "changes the film in the middle of a body",
                        film -> film.lies().next(1, new Fault.ChangeContentAfter(900_000)),
                        Outcome.HONEST),
                lie(
                        "changes the film between two requests",
                        film -> film.lies().when(afterTheFirst(), 1, new Fault.ChangeContentAfter(0)),
                        Outcome.HONEST),
                lie("has weak validators", film -> film.tagged(OriginFile.Tag.WEAK), Outcome.WHOLE),
                lie("has a date only", film -> film.tagged(OriginFile.Tag.DATE_ONLY), Outcome.WHOLE),
                lie("has no validators", film -> film.tagged(OriginFile.Tag.NONE), Outcome.HONEST)
                        .keepingNothing(),
                lie(
                                "leaves its validators out now and then",
                                film -> film.lies()
                                        .when(everyThird(), Fault.withoutHeader("ETag"))
                                        .when(everyThird(), Fault.withoutHeader("Last-Modified")),
                                Outcome.HONEST)
                        .recoveringFromARefusal(),
                always("says its ranges are gzip", Fault.header("Content-Encoding", "gzip"), Outcome.HONEST)
                        .keepingNothing());
    }

    private static List<OriginLie> redirects() {
        return List.of(
                always("redirects in a circle", Fault.redirect(302, "?again"), Outcome.REFUSED)
                        .recoveringSlowly(),
                always("redirects to a host nobody named", Fault.redirect(302, "http://192.0.2.1/x"), Outcome.REFUSED),
                always("redirects to nowhere", Fault.redirect(302, "http://"), Outcome.REFUSED),
                always("redirects to a file", Fault.redirect(302, "file:///etc/passwd"), Outcome.REFUSED));
    }

    private static List<OriginLie> manners() {
        return List.of(
                lie("refuses HEAD", film -> film.lies().when(head(), Fault.status(405)), Outcome.WHOLE),
                lie(
                        "lets HEAD hang",
                        film -> film.lies().when(head(), Fault.firstByteAfter(Fault.FOREVER)),
                        Outcome.WHOLE),
                always("drips", Fault.bandwidth(3 * MIB), Outcome.WHOLE),
                lie(
                        "falls silent in the middle of a body",
                        film -> film.lies().next(1, Fault.stallAfter(300_000, Fault.FOREVER)),
                        Outcome.WHOLE),
                always("never answers", Fault.firstByteAfter(Fault.FOREVER), Outcome.REFUSED)
                        .recoveringSlowly());
    }

    private static List<OriginLie> troubles() {
        return List.of(
                lie(
                        "resets connections at any byte",
                        film -> {
                            for (long at = 0; at < 6; at++) {
                                film.lies().next(1, Fault.resetAfter(at * 131_071));
                            }
                        },
                        Outcome.WHOLE),
                lie("says 503 now and then", film -> film.lies().next(2, Fault.status(503)), Outcome.WHOLE),
                lie(
                        "says 429 and when to come again",
                        film -> film.lies().next(2, Fault.statusWithRetryAfter(429, "1")),
                        Outcome.WHOLE),
                always("says 500 always", Fault.status(500), Outcome.REFUSED),
                always("says 403", Fault.status(403), Outcome.REFUSED),
                always("says 410", Fault.status(410), Outcome.REFUSED).recoveringSlowly());
    }

    private static OriginLie lie(String name, Consumer<OriginFile> beginning, Outcome outcome) {
        return new OriginLie(name, beginning, outcome, outcome != Outcome.REFUSED, QUICK);
    }

    private static OriginLie always(String name, Fault fault, Outcome outcome) {
        return lie(name, film -> film.lies().always(fault), outcome);
    }

    private OriginLie keepingNothing() {
        return new OriginLie(name, beginning, outcome, false, recovery);
    }

    private OriginLie recoveringFromARefusal() {
        return new OriginLie(name, beginning, outcome, keeps, REFUSED);
    }

    private OriginLie recoveringSlowly() {
        return new OriginLie(name, beginning, outcome, keeps, SLOW);
    }

    private static Predicate<OriginRequest> head() {
        return request -> request.method().equals("HEAD");
    }

    /** Has as many mirrors answer in turn, each of which has a version of its own. */
    static void mirrors(OriginFile film, int mirrors) {
        for (int mirror = 2; mirror <= mirrors; mirror++) {
            film.lies().when(one(mirrors, mirror - 1), new Fault.AsVersion(mirror));
        }
    }

    private static Predicate<OriginRequest> everyThird() {
        return one(3, 0);
    }

    /** One request in so many. */
    private static Predicate<OriginRequest> one(int in, int which) {
        AtomicInteger asked = new AtomicInteger();
        return request -> asked.incrementAndGet() % in == which;
    }

    private static Predicate<OriginRequest> afterTheFirst() {
        AtomicInteger asked = new AtomicInteger();
        return request -> asked.incrementAndGet() > 1;
    }
}
