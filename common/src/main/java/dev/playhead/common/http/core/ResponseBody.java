package dev.playhead.common.http.core;

import dev.playhead.common.http.ContentRange;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.MediaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an answer is made of: ranges of the content, and around them the framing of multipart/byteranges
 * (RFC 9110, section 14.6), which is empty for all other answers.
 *
 * @param contentType of the body; null when nothing is known of it
 * @param end what follows the last range, ASCII
 */
public record ResponseBody(@Nullable String contentType, List<Piece> pieces, String end) {

    /**
     * One range and what precedes it.
     *
     * @param head ASCII
     */
    public record Piece(String head, ByteRange range) {}

    public ResponseBody {
        pieces = List.copyOf(pieces);
    }

    /** @param boundary gives text that no content has by accident; asked where there are parts to separate */
    public static ResponseBody of(ResponsePlan plan, MediaVersion version, Supplier<String> boundary) {
        String type = version.contentType();
        return plan instanceof ResponsePlan.Parts parts
                ? multipart(parts, type, boundary.get())
                : new ResponseBody(
                        type,
                        plan.ranges().stream().map(all -> new Piece("", all)).toList(),
                        "");
    }

    private static ResponseBody multipart(ResponsePlan.Parts parts, @Nullable String type, String boundary) {
        List<Piece> pieces = new ArrayList<>();
        String delimiter = "--" + boundary;
        for (ByteRange range : parts.ranges()) {
            pieces.add(new Piece(
                    delimiter
                            + (type == null ? "" : "\r\nContent-Type: " + type)
                            + "\r\nContent-Range: "
                            + new ContentRange(range, parts.length()).toHeader()
                            + "\r\n\r\n",
                    range));
            delimiter = "\r\n--" + boundary;
        }
        return new ResponseBody("multipart/byteranges; boundary=" + boundary, pieces, delimiter + "--\r\n");
    }

    /** Returns the bytes of the body, framing included. */
    public long length() {
        long length = end.length();
        for (Piece piece : pieces) {
            length += piece.head().length() + piece.range().length();
        }
        return length;
    }
}
