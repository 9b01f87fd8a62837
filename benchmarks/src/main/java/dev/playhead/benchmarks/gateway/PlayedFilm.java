package dev.playhead.benchmarks.gateway;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.Validator;

/** The film that all requests here are for. */
final class PlayedFilm {
    static final OriginName ORIGIN = new OriginName("films");
    static final String PATH = "/2026/a-film-of-some-length.1080p.mp4";
    static final String TARGET = "/o/films" + PATH;
    static final int CHUNK = 4 * 1024 * 1024;
    static final int LENGTH = 4 * CHUNK;
    /** What a request of the hot scenario asks for. */
    static final int REGION = 256 * 1024;

    static final MediaVersion VERSION = new MediaVersion(
            new Validator("\"5f3a-1b2c3d4e\"", "Wed, 21 Oct 2026 07:28:00 GMT"), LENGTH, CHUNK, "video/mp4");

    private PlayedFilm() {}
}
