package dev.playhead.common.security;

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
 * The query that makes a link hold for a while: {@code exp={seconds}&sig={hex}}, signed with HMAC-SHA-256 over what the link
 * leads to and its time. Thread-safe.
 */
public final class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern QUERY = Pattern.compile("exp=(\\d{1,12})&sig=([0-9a-f]{64})");

    private final SecretKeySpec key;

    /** What a link is worth. */
    public enum Worth {
        /** It was made with this key and holds. */
        VALID,
        /** It was made with this key and holds no longer. */
        EXPIRED,
        /** It was not made with this key, or was changed. */
        FORGED
    }

    private SignedLinks(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** @param key any text; whoever knows it can make links */
    public static SignedLinks with(String key) {
        return new SignedLinks(utf8(key));
    }

    /**
     * Signs with a key of its own that is made of a secret with other uses, which cannot be told from it.
     *
     * @param label says what the links are for; another one makes another key
     */
    public static SignedLinks derived(String secret, String label) {
        return new SignedLinks(with(secret).mac(label));
    }

    /**
     * Returns the query of a link.
     *
     * @param subject what it leads to; without a line end
     */
    public String query(String subject, Instant expires) {
        long seconds = expires.getEpochSecond();
        return "exp=" + seconds + "&sig=" + HexFormat.of().formatHex(signature(subject, seconds));
    }

    /**
     * Judges a link; takes the same time wherever a forged signature differs.
     *
     * @param subject what it was offered for
     * @param query as it stood in the target; empty when there was none
     */
    public Worth judge(String subject, String query, Instant now) {
        Matcher matcher = QUERY.matcher(query);
        if (!matcher.matches()) {
            return Worth.FORGED;
        }
        long expires = Long.parseLong(matcher.group(1));
        byte[] offered = HexFormat.of().parseHex(matcher.group(2));
        if (!MessageDigest.isEqual(signature(subject, expires), offered)) {
            return Worth.FORGED;
        }
        return now.getEpochSecond() < expires ? Worth.VALID : Worth.EXPIRED;
    }

    private byte[] signature(String subject, long expires) {
        return mac(subject + "\n" + expires);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
