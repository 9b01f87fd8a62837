package dev.playhead.scheduler.core;

import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.SessionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each session was fetched for, media by media, and what it took of it.
 *
 * <p>A session is settled when it goes elsewhere and when it is forgotten: what had come for it in the epoch and was not
 * taken was wasted on it, though the next viewer may find it. The sums over all sessions stay.
 */
final class WasteMeter {
    private final Map<MediaId, Map<SessionId, Account>> accounts = new HashMap<>();
    private final Map<MediaId, ByteRanges> gone = new HashMap<>();
    private ReadAheadUse total = ReadAheadUse.NONE;

    /**
     * One session at one media.
     *
     * @param ahead bytes that came in this epoch and were not taken yet
     */
    private record Account(ReadAheadUse use, long ahead, Adoption adoption) {
        static final Account EMPTY = new Account(ReadAheadUse.NONE, 0, Adoption.NONE);

        Account issued(long bytes, long again) {
            return new Account(use.plusIssued(bytes, again), ahead, adoption);
        }

        Account arrived(long bytes) {
            return new Account(use.plusArrived(bytes), ahead + bytes, adoption);
        }

        Account taken(long bytes, long attained) {
            return new Account(use.plusUsed(bytes), Math.max(0, ahead - bytes), adoption.taken(bytes, attained));
        }

        Account left(long attained) {
            return new Account(use.plusWasted(ahead), 0, adoption.left(ahead, attained));
        }
    }

    void issued(MediaId media, Reading reading, ByteRange range) {
        long again = gone.getOrDefault(media, ByteRanges.EMPTY).within(range).stream()
                .mapToLong(ByteRange::length)
                .sum();
        put(media, reading.session(), account(media, reading.session()).issued(range.length(), again));
        total = total.plusIssued(range.length(), again);
    }

    void arrived(MediaId media, Reading reading, long bytes) {
        put(media, reading.session(), account(media, reading.session()).arrived(bytes));
        total = total.plusArrived(bytes);
    }

    /** Takes in how a session has moved; one that begins a new epoch leaves what lay ahead of it. */
    void moved(MediaId media, SessionId session, @Nullable Playhead before, Playhead after) {
        if (before == null) {
            return;
        }
        if (after.epoch() != before.epoch()) {
            settle(media, session, before.attained());
        } else if (after.attained() > before.attained()) {
            long taken = after.attained() - before.attained();
            put(media, session, account(media, session).taken(taken, after.attained()));
            total = total.plusUsed(taken);
        }
    }

    void evicted(MediaId media, ByteRanges ranges) {
        if (accounts.containsKey(media)) {
            gone.merge(media, ranges, ByteRanges::plus);
        }
    }

    /** Settles and forgets the sessions of a media that are not among those given. */
    void retain(MediaId media, Set<SessionId> known) {
        Map<SessionId, Account> sessions = accounts.getOrDefault(media, Map.of());
        if (sessions.size() > known.size()) {
            sessions.keySet().stream()
                    .filter(session -> !known.contains(session))
                    .toList()
                    .forEach(session -> forget(media, session));
        }
    }

    /** Settles and forgets all sessions of a media. */
    void forget(MediaId media) {
        retain(media, Set.of());
        accounts.remove(media);
        gone.remove(media);
    }

    /** Returns what became of what was fetched for one session, or empty where nothing was. */
    Optional<ReadAheadUse> of(MediaId media, SessionId session) {
        return Optional.ofNullable(accounts.getOrDefault(media, Map.of()).get(session))
                .map(Account::use);
    }

    /** Whether so little of what was read ahead for a session was taken that it is not worth going on with. */
    boolean isWasteful(MediaId media, SessionId session) {
        return account(media, session).adoption().isLow();
    }

    ReadAheadUse total() {
        return total;
    }

    private void forget(MediaId media, SessionId session) {
        settle(media, session, 0);
        accounts.getOrDefault(media, Map.of()).remove(session);
    }

    private void settle(MediaId media, SessionId session, long attained) {
        Account account = account(media, session);
        put(media, session, account.left(attained));
        total = total.plusWasted(account.ahead());
    }

    private Account account(MediaId media, SessionId session) {
        return accounts.getOrDefault(media, Map.of()).getOrDefault(session, Account.EMPTY);
    }

    private void put(MediaId media, SessionId session, Account account) {
        accounts.computeIfAbsent(media, m -> new HashMap<>(2)).put(session, account);
    }
}
