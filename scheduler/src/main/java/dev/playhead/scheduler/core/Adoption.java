package dev.playhead.scheduler.core;

/**
 * How much of what was read ahead for a session its player has taken, and whether that is too little to go on with.
 *
 * <p>The demand at a place is no evidence: a picture depends on it, whether or not the viewer stays to see it. Once the
 * adoption is low it stays so until the session reads on at one place; what it takes of demands does not change it.
 *
 * @param used bytes taken by the player, from wherever they came
 * @param wasted bytes beyond the demand that had come for it at a place when it left that place
 */
record Adoption(long used, long wasted) {
    static final Adoption NONE = new Adoption(0, 0);

    /**
     * Less proves nothing: a start looks at head, tail and head again, and a viewer skips a few times. A first window is
     * 1.25 MiB beyond its demand, so this is seven places in a row that were left at once.
     */
    static final long EVIDENCE = 8L * 1024 * 1024;
    /**
     * Read-ahead is worth it while one byte in so many is used. Who takes a film's first picture and leaves all that was fetched
     * behind it has used more; who leaves a window that has opened further is read ahead for again when it reads on.
     */
    static final int WORTH_ONE_IN = 5;
    /** What a player buffers before it shows a picture: who has taken so much at one place reads on. */
    static final long READS_ON = Playhead.START_BYTES;
    /**
     * Beyond this, what is older counts half. It is the largest window of the default settings: thrown away after a long
     * film it leaves a third, and an hour of film is no credit for an evening of skipping.
     */
    static final long REMEMBERED = 64L * 1024 * 1024;

    /**
     * The player has taken bytes.
     *
     * @param attained what it has taken at this place, these included
     */
    Adoption taken(long bytes, long attained) {
        if (isLow()) {
            return attained >= READS_ON ? new Adoption(attained, 0).remembered() : this;
        }
        return new Adoption(used + bytes, wasted).remembered();
    }

    /**
     * The session went elsewhere.
     *
     * @param ahead what had come for it and was not taken
     * @param attained what it had taken at the place that it left
     */
    Adoption left(long ahead, long attained) {
        long demand = Math.max(0, ReadAhead.DEMAND - attained);
        return new Adoption(used, wasted + Math.max(0, ahead - demand)).remembered();
    }

    /** Whether enough was seen, and too little of it used. */
    boolean isLow() {
        long seen = used + wasted;
        return seen >= EVIDENCE && used < seen / WORTH_ONE_IN;
    }

    /** One addition may be larger than all that is remembered, so that it is halved more than once. */
    private Adoption remembered() {
        return used + wasted <= REMEMBERED ? this : new Adoption(used / 2, wasted / 2).remembered();
    }
}
