package dev.playhead.common.model;

/** The rules for names that people and services give to things. */
final class Names {
    static final String LABEL = "[a-z0-9][a-z0-9-]{0,62}";

    private static final String TOKEN = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";
    private static final int MAX_LABEL = 63;
    private static final int MAX_TOKEN = 128;
    private static final Alphabet IN_LABEL = Alphabet.LOWER_CASE.with("-");
    private static final Alphabet IN_TOKEN = Alphabet.LETTERS.with("_.-");

    private Names() {}

    static void requireToken(String field, String value) {
        boolean legal = !value.isEmpty()
                && value.length() <= MAX_TOKEN
                && Alphabet.LETTERS.spells(value, 0, 1)
                && IN_TOKEN.spells(value, 1, value.length());
        if (!legal) {
            throw new IllegalArgumentException(field + " '" + value + "' must match " + TOKEN);
        }
    }

    /**
     * Returns the hash of a record that is one name.
     *
     * <p>What the compiler makes for records calls method handles, which the first compiler, the one in service, does not
     * see through: the map look-ups by names alone took a fifth of planning.
     */
    static int hash(String name) {
        return name.hashCode();
    }

    /** Whether a text is a {@link #LABEL} up to an exclusive end. */
    static boolean isLabel(String text, int end) {
        return end > 0 && end <= MAX_LABEL && Alphabet.LOWER_CASE.spells(text, 0, 1) && IN_LABEL.spells(text, 1, end);
    }
}
