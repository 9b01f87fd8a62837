package dev.playhead.store.io.media;

/** Whether what is in the files may be believed without a look: not after an unclean stop. Thread-safe. */
public final class Trust {
    private volatile boolean whole;

    public Trust(boolean wasClean) {
        this.whole = wasClean;
    }

    /** Whether chunks may be read as the index names them. */
    public boolean isWhole() {
        return whole;
    }

    /** Something was found that no clean stop leaves: the next life has to check everything. */
    void doubt() {
        whole = false;
    }

    /** Everything has been checked. */
    void restored() {
        whole = true;
    }
}
