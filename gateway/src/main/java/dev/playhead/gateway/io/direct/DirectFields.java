package dev.playhead.gateway.io.direct;

import dev.playhead.common.model.Alphabet;
import dev.playhead.common.model.Validator;
import dev.playhead.gateway.core.stream.DirectAnswer;
import io.vertx.core.http.HttpClientResponse;

/** Reads what counts of an origin's answer. */
public final class DirectFields {
    /** So many always fit a {@code long}. */
    private static final int MAX_DIGITS = 18;

    private DirectFields() {}

    public static DirectAnswer.Fields of(HttpClientResponse answer) {
        String length = answer.getHeader("content-length");
        return new DirectAnswer.Fields(
                answer.statusCode(),
                answer.getHeader("content-range"),
                length == null || !isNumber(length) ? null : Long.valueOf(length),
                new Validator(answer.getHeader("etag"), answer.getHeader("last-modified")),
                answer.getHeader("content-type"),
                answer.getHeader("content-encoding"));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MAX_DIGITS && Alphabet.DIGITS.spells(text);
    }
}
