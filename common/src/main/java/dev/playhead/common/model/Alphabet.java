package dev.playhead.common.model;

/**
 * The ASCII characters that something may be spelled with. Thread-safe.
 *
 * <p>Names are checked wherever one is made, several times for each request of a player: a table is looked into where a
 * regular expression would be run.
 */
public final class Alphabet {
    /** Those of ASCII alone: what Java calls a digit is more than a header field may have. */
    public static final Alphabet DIGITS = new Alphabet("0123456789");

    static final Alphabet HEX = DIGITS.with("abcdef");
    static final Alphabet LOWER_CASE = DIGITS.with("abcdefghijklmnopqrstuvwxyz");
    static final Alphabet LETTERS = LOWER_CASE.with("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static final int ASCII = 128;

    private final String characters;
    private final boolean[] members = new boolean[ASCII];

    Alphabet(String characters) {
        this.characters = characters;
        for (int i = 0; i < characters.length(); i++) {
            members[characters.charAt(i)] = true;
        }
    }

    /** Returns this one and some characters more. */
    Alphabet with(String more) {
        return new Alphabet(characters + more);
    }

    /** Whether a text has no other characters; the empty one has none. */
    public boolean spells(String text) {
        return spells(text, 0, text.length());
    }

    /** Whether a part of a text has no other characters, up to an exclusive end. */
    boolean spells(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c >= ASCII || !members[c]) {
                return false;
            }
        }
        return true;
    }
}
