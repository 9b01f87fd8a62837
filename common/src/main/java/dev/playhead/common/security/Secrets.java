package dev.playhead.common.security;

import java.util.regex.Pattern;

/** How secrets are shown: not at all. */
public final class Secrets {
    public static final String MASK = "***";
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/?#\\s]*@");
    private static final Pattern QUERY = Pattern.compile("\\?[^\\s#]*");

    private Secrets() {}

    /** Hides {@code user:password@} in a URL. */
    public static String maskUserInfo(String url) {
        return USER_INFO.matcher(url).replaceAll("$1" + MASK + "@");
    }

    /** Hides all that may be secret in a URL or request target: user information and the whole query. */
    public static String maskUrl(String url) {
        return QUERY.matcher(maskUserInfo(url)).replaceAll("?" + MASK);
    }
}
