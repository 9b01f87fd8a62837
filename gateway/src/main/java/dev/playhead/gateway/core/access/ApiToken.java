package dev.playhead.gateway.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The token that control routes ask for, as {@code Authorization: Bearer …} (RFC 6750). Thread-safe. */
public final class ApiToken {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    public ApiToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a request presents it; takes the same time wherever a wrong one differs. */
    public boolean isIn(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        token, authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }
}
