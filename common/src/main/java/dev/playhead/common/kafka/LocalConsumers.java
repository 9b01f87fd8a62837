package dev.playhead.common.kafka;

import dev.playhead.common.event.PlayheadEvent;
import dev.playhead.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The consumers of this process, which hear at once of what is published in it. Thread-safe.
 *
 * <p>The record goes out all the same, for who reads along and for who takes over, with a mark of each who has heard: to
 * these it is old when it comes back (docs/decisions/0035-heard-at-once-in-one-process.md).
 */
final class LocalConsumers {
    /** The header of a record that holds the mark of one who has heard of its event before; there may be several. */
    static final String HEARD_BY = "heard-by";

    private final Map<String, Set<LocalConsumer>> members = new ConcurrentHashMap<>();
    private final Map<String, Set<LocalConsumer>> followers = new ConcurrentHashMap<>();

    /**
     * Who of this process has heard of an event.
     *
     * @param marks the headers that mark its record; none if nobody has heard
     * @param taken whether a member of a group has heard, so that the event is in good hands
     */
    record Heard(List<Header> marks, boolean taken) {}

    /** One consumer of this process. Thread-safe. */
    interface LocalConsumer {
        /**
         * Takes an event if its record would come here.
         *
         * @return the mark for the record, so that this consumer passes over it; empty if it waits for the record
         * @throws PublishException if too many wait here already
         */
        Optional<String> offer(int partition, PlayheadEvent event);
    }

    /** Returns a mark that no other consumer has, here or elsewhere. */
    static String newMark() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Adds one of a group: the others of it do not hear of the same events. */
    void addMember(String topic, LocalConsumer member) {
        members.computeIfAbsent(topic, name -> ConcurrentHashMap.newKeySet()).add(member);
    }

    void removeMember(String topic, LocalConsumer member) {
        members.getOrDefault(topic, Set.of()).remove(member);
    }

    /** Adds one who is in no group: others like it hear of the same events, here and elsewhere. */
    void addFollower(String topic, LocalConsumer follower) {
        followers.computeIfAbsent(topic, name -> ConcurrentHashMap.newKeySet()).add(follower);
    }

    void removeFollower(String topic, LocalConsumer follower) {
        followers.getOrDefault(topic, Set.of()).remove(follower);
    }

    /**
     * Tells those of an event whom its record would come to.
     *
     * @throws PublishException if too many wait at one of a group already
     */
    Heard tell(Topic<?> topic, int partition, PlayheadEvent event) {
        List<Header> marks = new ArrayList<>(1);
        offer(members.getOrDefault(topic.name(), Set.of()), partition, event, marks);
        boolean taken = !marks.isEmpty();
        offer(followers.getOrDefault(topic.name(), Set.of()), partition, event, marks);
        return new Heard(marks, taken);
    }

    private static void offer(Set<LocalConsumer> consumers, int partition, PlayheadEvent event, List<Header> marks) {
        for (LocalConsumer consumer : consumers) {
            consumer.offer(partition, event)
                    .ifPresent(mark -> marks.add(new RecordHeader(HEARD_BY, mark.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** Whether the consumer with a mark has heard of a record's event before. */
    static boolean isHeardBy(String mark, ConsumerRecord<byte[], byte[]> record) {
        for (Header header : record.headers().headers(HEARD_BY)) {
            if (mark.equals(new String(header.value(), StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }
}
