package dev.playhead.gateway.core.access;

import dev.playhead.common.model.MediaId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to streams that hold for a while: {@code /media/{id}?exp={seconds}&sig={hex}}, signed with HMAC-SHA-256 over id and
 * time. Thread-safe.
 */
public final class StreamLinks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern QUERY = Pattern.compile("exp=(\\d{1,12})&sig=([0-9a-f]{64})");

    private final SecretKeySpec key;

    /** What a link is worth. */
    public enum Worth {
        /** It was made here and holds. */
        VALID,
        /** It was made here and holds no longer. */
        EXPIRED,
        /** It was not made with this key, or was changed. */
        FORGED
    }

    /** @param key any text; whoever knows it can make links */
    public StreamLinks(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Returns the target of a link, path and query. */
    public String link(MediaId media, Instant expires) {
        long seconds = expires.getEpochSecond();
        return "/media/" + media + "?exp=" + seconds + "&sig="
                + HexFormat.of().formatHex(signature(media.value(), seconds));
    }

    /**
     * Judges a link; takes the same time wherever a forged signature differs.
     *
     * @param id as it stood in the path
     * @param query as it stood in the target; empty when there was none
     */
    public Worth judge(String id, String query, Instant now) {
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches()) {
            return Worth.FORGED;
        }
        long expires = Long.parseLong(matcher.group(1));
        byte[] offered = HexFormat.of().parseHex(matcher.group(2));
        if (!MessageDigest.isEqual(signature(id, expires), offered)) {
            return Worth.FORGED;
        }
        return now.getEpochSecond() < expires ? Worth.VALID : Worth.EXPIRED;
    }

    private byte[] signature(String id, long expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal((id + "\n" + expires).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
