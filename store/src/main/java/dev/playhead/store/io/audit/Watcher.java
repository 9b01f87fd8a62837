package dev.playhead.store.io.audit;

/** Is told how an audit goes on. */
public interface Watcher {

    /**
     * So much has been read.
     *
     * @param bytes of {@code total}
     */
    void progressed(long bytes, long total);

    /** A chunk is not what was stored. */
    void found(Damage damage);
}
