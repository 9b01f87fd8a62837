package dev.playhead.gateway.io;

import dev.playhead.gateway.core.access.StreamLinks;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;

/** Has {@code /media/{id}} ask for a link that holds, before whoever answers it. Event loop only. */
public final class StreamGate implements Handler<HttpServerRequest> {
    private static final String MEDIA = "/media/";
    private static final String AT_ORIGIN = "/o/";
    private static final int FORBIDDEN = 403;
    private static final int GONE = 410;

    private final StreamLinks links;
    private final boolean linksOnly;
    private final InstantSource time;
    private final Problems problems;
    private final Handler<HttpServerRequest> guarded;

    /** @param linksOnly whether media are not to be had by their paths at an origin */
    public StreamGate(
            StreamLinks links,
            boolean linksOnly,
            InstantSource time,
            Problems problems,
            Handler<HttpServerRequest> guarded) {
        this.links = links;
        this.linksOnly = linksOnly;
        this.time = time;
        this.problems = problems;
        this.guarded = guarded;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String target = request.uri();
        if (target.startsWith(MEDIA)) {
            byLink(request, target.substring(MEDIA.length()));
        } else if (linksOnly && target.startsWith(AT_ORIGIN)) {
            problems.send(request.response(), FORBIDDEN, "media are played by signed links only here");
        } else {
            guarded.handle(request);
        }
    }

    private void byLink(HttpServerRequest request, String link) {
        int mark = link.indexOf('?');
        String id = mark < 0 ? link : link.substring(0, mark);
        switch (links.judge(id, mark < 0 ? "" : link.substring(mark + 1), time.instant())) {
            case VALID -> guarded.handle(request);
            case EXPIRED -> problems.send(request.response(), GONE, "the link has expired");
            case FORGED -> problems.send(request.response(), FORBIDDEN, "this needs a link that was signed here");
        }
    }
}
