package dev.playhead.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The parts of a multipart/byteranges answer, read to the letter (RFC 2046, section 5.1.1). */
public record Multipart(List<String> types, List<String> ranges, List<byte[]> bodies) {

    /** Reads an answer; throws {@link AssertionError} where it is not well-formed. */
    public static Multipart of(Player.Answer answer) {
        String type = answer.header("content-type").orElse("");
        String prefix = "multipart/byteranges; boundary=";
        require(type.startsWith(prefix), "content-type is " + type);
        String delimiter = "--" + type.substring(prefix.length());
        Multipart parts = new Multipart(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        byte[] body = answer.body();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (text.startsWith(delimiter + "\r\n", at)) {
            int blank = text.indexOf("\r\n\r\n", at);
            require(blank > 0, "a part's head does not end");
            parts.head(text.substring(at + delimiter.length() + 2, blank).split("\r\n"));
            int end = text.indexOf("\r\n" + delimiter, blank + 4);
            require(end > 0, "a part does not end");
            parts.bodies.add(Arrays.copyOfRange(body, blank + 4, end));
            at = end + 2;
        }
        require(text.substring(at).equals(delimiter + "--\r\n"), "the end is '" + text.substring(at) + "'");
        return parts;
    }

    private void head(String... fields) {
        for (String field : fields) {
            String name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
            String value = field.substring(field.indexOf(':') + 1).strip();
            (name.equals("content-type") ? types : ranges).add(value);
        }
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new AssertionError(otherwise);
        }
    }
}
