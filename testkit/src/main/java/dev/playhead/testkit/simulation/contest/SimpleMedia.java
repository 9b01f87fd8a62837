package dev.playhead.testkit.simulation.contest;

import dev.playhead.common.bytes.StoredMedia;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.model.ByteRange;
import dev.playhead.common.model.ByteRanges;
import dev.playhead.common.model.MediaSource;
import dev.playhead.common.model.MediaVersion;
import dev.playhead.common.model.RequestedRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a simple policy knows of one media. */
final class SimpleMedia {
    static final MediaSource SOURCE = new MediaSource("/film", null);

    private @Nullable MediaVersion version;
    private ByteRanges readable = ByteRanges.EMPTY;

    @Nullable
    MediaVersion version() {
        return version;
    }

    void load(StoredMedia stored) {
        version = stored.version();
        readable = readable.plus(stored.readable());
    }

    void describe(MediaVersion described) {
        version = described;
    }

    void add(ByteRange range) {
        readable = readable.plus(range);
    }

    /** Returns the first part of a window that is neither readable nor taken; of an unknown media one request is enough. */
    Optional<ByteRange> firstGap(RequestedRange.From wanted, long ahead, List<FetchSpan> taken) {
        MediaVersion known = version;
        if (known == null) {
            return taken.isEmpty() ? Optional.of(ByteRange.ofLength(wanted.start(), 1)) : Optional.empty();
        }
        ByteRanges covered = readable;
        for (FetchSpan command : taken) {
            covered = command.range().resolve(known.length()).map(covered::plus).orElse(covered);
        }
        long limit = Math.min(wanted.end() == null ? known.length() : wanted.end(), known.length());
        long end = Math.min(limit, wanted.start() + ahead);
        return wanted.start() >= end
                ? Optional.empty()
                : covered.gaps(new ByteRange(wanted.start(), end)).stream().findFirst();
    }
}
