package dev.playhead.fetcher.core;

import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.Validator;
import java.util.HashMap;
import java.util.Map;

/** Response heads and versions as tests write them. */
final class Heads {
    static final long LENGTH = 10_000_000;
    static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";
    static final MediaVersion STRONG = version("\"a\"", DATE);
    static final MediaVersion WEAK = version("W/\"a\"", DATE);

    private Heads() {}

    static MediaVersion version(String etag, String date) {
        return new MediaVersion(new Validator(etag, date), LENGTH, 256 * 1024, "video/mp4");
    }

    /** Returns a head whose fields are given as name, value, name, value; a value of null leaves the field out. */
    static ResponseHead head(int status, String... fields) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            if (fields[i + 1] != null) {
                map.put(fields[i], fields[i + 1]);
            }
        }
        return new ResponseHead(status, map);
    }

    /** Returns a flawless 206 for a range of {@link #STRONG}, with other or further fields. */
    static ResponseHead partial(long start, long end, String... changes) {
        Map<String, String> map = new HashMap<>();
        map.put("content-range", "bytes " + start + "-" + (end - 1) + "/" + LENGTH);
        map.put("content-length", Long.toString(end - start));
        return described(206, map, changes);
    }

    /** Returns a flawless 200 of {@link #STRONG}, with other or further fields. */
    static ResponseHead whole(String... changes) {
        Map<String, String> map = new HashMap<>();
        map.put("content-length", Long.toString(LENGTH));
        return described(200, map, changes);
    }

    private static ResponseHead described(int status, Map<String, String> map, String... changes) {
        map.put("etag", "\"a\"");
        map.put("last-modified", DATE);
        map.put("content-type", "video/mp4");
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                map.remove(changes[i]);
            } else {
                map.put(changes[i], changes[i + 1]);
            }
        }
        return new ResponseHead(status, map);
    }
}
