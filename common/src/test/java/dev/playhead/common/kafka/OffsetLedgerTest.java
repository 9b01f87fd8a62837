package dev.playhead.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.kafka.OffsetLedger.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
    private final OffsetLedger<String> ledger = new OffsetLedger<>();

    @Test
    void commitsUpToTheFirstRecordThatIsNotDone() {
        // Given
        ledger.assigned("p");
        Delivery<String> first = ledger.delivered("p", 10).orElseThrow();
        Delivery<String> second = ledger.delivered("p", 11).orElseThrow();
        ledger.delivered("p", 12);

        // When
        ledger.done(second);
        Map<String, Long> afterSecond = ledger.due();
        ledger.done(first);

        // Then
        assertThat(afterSecond).containsOnly(Map.entry("p", 10L));
        assertThat(ledger.due()).containsOnly(Map.entry("p", 12L));
    }

    @Test
    void commitsItsPositionBeforeTheFirstRecord() {
        ledger.assigned("p");
        ledger.startsAt("p", 42);

        assertThat(ledger.due()).containsOnly(Map.entry("p", 42L));
    }

    @Test
    void prefersARecordOverAPositionThatIsToldLate() {
        ledger.assigned("p");
        ledger.delivered("p", 42);
        ledger.startsAt("p", 43);

        assertThat(ledger.due()).containsOnly(Map.entry("p", 42L));
    }

    @Test
    void owesNothingThatIsCommitted() {
        ledger.assigned("p");
        ledger.startsAt("p", 42);
        ledger.committed(ledger.due());

        assertThat(ledger.due()).isEmpty();
    }

    @Test
    void ignoresWhatAnEarlierOwnershipLeft() {
        // Given
        ledger.assigned("p");
        Delivery<String> late = ledger.delivered("p", 10).orElseThrow();
        ledger.revoked("p");
        ledger.assigned("p");
        ledger.delivered("p", 10);

        // When
        ledger.done(late);

        // Then
        assertThat(ledger.due()).containsOnly(Map.entry("p", 10L));
    }

    @Test
    void deliversNothingOfAPartitionItDoesNotOwn() {
        assertThat(ledger.delivered("p", 1)).isEmpty();
    }

    @Property
    void agreesWithADumbModel(@ForAll("histories") List<Step> history) {
        OffsetLedger<Integer> tested = new OffsetLedger<>();
        Model model = new Model();
        for (Step step : history) {
            step.apply(tested, model);
            assertThat(tested.due()).isEqualTo(model.due());
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    enum Kind {
        ASSIGN,
        REVOKE,
        START,
        DELIVER,
        DONE,
        COMMIT
    }

    /** @param choice an offset gap, a position, or which of the deliveries so far, whatever the kind needs */
    record Step(Kind kind, int partition, int choice) {
        void apply(OffsetLedger<Integer> tested, Model model) {
            switch (kind) {
                case ASSIGN -> {
                    tested.assigned(partition);
                    model.assigned(partition);
                }
                case REVOKE -> {
                    tested.revoked(partition);
                    model.owned.remove(partition);
                }
                case START -> {
                    tested.startsAt(partition, choice);
                    model.startsAt(partition, choice);
                }
                case DELIVER -> model.deliver(tested, partition, choice);
                case DONE -> model.done(tested, choice);
                default -> {
                    tested.committed(tested.due());
                    model.committed.putAll(model.due());
                }
            }
        }
    }

    /** Keeps every record ever delivered and looks through all of them each time. */
    static final class Model {
        private final Map<Integer, Integer> owned = new HashMap<>();
        private final Map<Integer, Long> starts = new HashMap<>();
        private final Map<Integer, Long> committed = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private int epochs;

        void assigned(int partition) {
            owned.put(partition, epochs++);
            starts.remove(partition);
            committed.remove(partition);
        }

        void startsAt(int partition, long position) {
            if (owned.containsKey(partition)
                    && !starts.containsKey(partition)
                    && of(partition).isEmpty()) {
                starts.put(partition, position);
            }
        }

        void deliver(OffsetLedger<Integer> tested, int partition, int gap) {
            List<Entry> before = of(partition);
            long offset = before.isEmpty()
                    ? starts.getOrDefault(partition, 0L) + gap
                    : before.get(before.size() - 1).delivery.offset() + 1 + gap;
            tested.delivered(partition, offset)
                    .ifPresent(delivery -> entries.add(new Entry(delivery, owned.get(partition))));
        }

        void done(OffsetLedger<Integer> tested, int choice) {
            if (!entries.isEmpty()) {
                Entry entry = entries.get(choice % entries.size());
                entry.done = true;
                tested.done(entry.delivery);
            }
        }

        Map<Integer, Long> due() {
            Map<Integer, Long> due = new HashMap<>();
            for (int partition : owned.keySet()) {
                Long point = point(partition);
                if (point != null && !point.equals(committed.get(partition))) {
                    due.put(partition, point);
                }
            }
            return due;
        }

        private Long point(int partition) {
            List<Entry> all = of(partition);
            return all.stream()
                    .filter(entry -> !entry.done)
                    .map(entry -> entry.delivery.offset())
                    .findFirst()
                    .orElseGet(() -> all.isEmpty()
                            ? starts.get(partition)
                            : Long.valueOf(all.get(all.size() - 1).delivery.offset() + 1));
        }

        private List<Entry> of(int partition) {
            Integer epoch = owned.get(partition);
            return entries.stream()
                    .filter(entry -> entry.delivery.partition() == partition && entry.epoch.equals(epoch))
                    .toList();
        }
    }

    static final class Entry {
        private final Delivery<Integer> delivery;
        private final Integer epoch;
        private boolean done;

        Entry(Delivery<Integer> delivery, Integer epoch) {
            this.delivery = delivery;
            this.epoch = epoch;
        }
    }
}
