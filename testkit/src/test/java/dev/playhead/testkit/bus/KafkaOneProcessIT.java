package dev.playhead.testkit.bus;

import static dev.playhead.testkit.bus.BusEvents.cancel;
import static dev.playhead.testkit.bus.BusEvents.chunk;
import static dev.playhead.testkit.bus.BusEvents.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.playhead.common.event.CancelFetch;
import dev.playhead.common.event.ChunkEvent;
import dev.playhead.common.event.FetchSpan;
import dev.playhead.common.kafka.EventPublisher;
import dev.playhead.common.kafka.EventSubscriber;
import dev.playhead.common.model.Lane;
import dev.playhead.common.topic.Topics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Publishers and consumers in one process, which hear at once, and another process beside it. */
class KafkaOneProcessIT extends KafkaBusContract {

    @Override
    EventPublisher publisher() {
        return messaging.publisher();
    }

    @Test
    void whatWasHeardAtOnceIsNotHeardAgainWhenItsRecordComes() {
        // Given
        RecordingMember member = join();

        // When
        publishChunksOfOneOrigin(0, 50);
        await().atMost(SOON).until(() -> member.events().size() == 50);
        get(elsewhere.publisher().publish(Topics.CHUNKS, chunk("origin", 50)));

        // Then
        await().atMost(SOON).until(() -> member.events().contains(chunk("origin", 50)));
        assertThat(member.events()).containsExactlyElementsOf(chunksOfOneOrigin(0, 51));
    }

    @Test
    void membersOfOtherGroupsAndProcessesAndFollowersHearOfItToo() {
        // Given
        RecordingMember member = join();
        RecordingMember neighbour = new RecordingMember();
        RecordingMember stranger = new RecordingMember();
        List<ChunkEvent> followed = new CopyOnWriteArrayList<>();
        get(messaging.subscriber().share(run + "-neighbour", SHARED, neighbour));
        get(elsewhere.subscriber().share(run + "-stranger", SHARED, stranger));
        get(messaging.subscriber().follow(Topics.CHUNKS, followed::add));
        await().atMost(SOON)
                .until(() -> neighbour.owned().equals(ALL_PARTITIONS)
                        && stranger.owned().equals(ALL_PARTITIONS));

        // When
        publishChunksOfOneOrigin(0, 20);

        // Then
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(member.events()).containsExactlyElementsOf(chunksOfOneOrigin(0, 20));
            assertThat(neighbour.events()).containsExactlyElementsOf(chunksOfOneOrigin(0, 20));
            assertThat(stranger.events()).containsExactlyElementsOf(chunksOfOneOrigin(0, 20));
            assertThat(followed).containsExactlyElementsOf(chunksOfOneOrigin(0, 20));
        });
    }

    @Test
    void whoFollowsHearsAheadOfTheRecordAndNotAgain() {
        // Given
        Context context = vertx.getOrCreateContext();
        List<CancelFetch> followed = new CopyOnWriteArrayList<>();
        List<CancelFetch> aTurnLater = new CopyOnWriteArrayList<>();
        get(on(context, () -> messaging.subscriber().follow(Topics.CANCEL, followed::add)));

        // When
        get(on(context, () -> {
            Future<Void> published = publisher().publish(Topics.CANCEL, cancel("origin", 0));
            context.runOnContext(turn -> aTurnLater.addAll(followed));
            return published;
        }));
        get(elsewhere.publisher().publish(Topics.CANCEL, cancel("origin", 1)));

        // Then
        await().atMost(SOON).until(() -> followed.contains(cancel("origin", 1)));
        assertThat(aTurnLater).containsExactly(cancel("origin", 0));
        assertThat(followed).containsExactly(cancel("origin", 0), cancel("origin", 1));
    }

    @Test
    void aFollowerThatClosesHearsNothingOfWhatIsOnItsWay() {
        // Given
        Context context = vertx.getOrCreateContext();
        List<CancelFetch> followed = new CopyOnWriteArrayList<>();
        EventSubscriber.Subscription following =
                get(on(context, () -> messaging.subscriber().follow(Topics.CANCEL, followed::add)));

        // When
        get(on(context, () -> {
            publisher().publish(Topics.CANCEL, cancel("origin", 0));
            return following.close();
        }));

        // Then
        assertThat(followed).isEmpty();
    }

    @Test
    void whatAnOwnerHadNotHandledWhenItLeftComesToTheNextOne() {
        // Given
        RecordingMember stuck = stuckMember();
        EventSubscriber.Subscription leaving = get(subscriber().share(run, SHARED, stuck));
        await().atMost(SOON).until(() -> stuck.owned().equals(ALL_PARTITIONS));
        publishChunksOfOneOrigin(0, 20);
        await().atMost(SOON).until(() -> stuck.events().size() == 1);

        // When
        get(leaving.close());
        RecordingMember next = join();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(next.events()).containsAll(chunksOfOneOrigin(1, 20)));
        assertThat(stuck.events()).hasSize(1);
    }

    @Test
    void whoIsTooFarBehindIsToldOfNothingMore() {
        // Given
        RecordingMember stuck = stuckMember();
        join(stuck);

        // When
        List<Future<Void>> published = LongStream.range(0, 5000)
                .mapToObj(i -> publisher().publish(Topics.CHUNKS, chunk("origin", i)))
                .toList();

        // Then
        assertThat(published.stream().filter(Future::succeeded)).hasSize(2048);
        assertThat(published.get(4999).failed()).isTrue();
        assertThat(published.get(4999).cause()).hasMessageContaining("behind by 2048 events");
    }

    @Test
    void commandsThatNobodyHereHasASlotForGoElsewhere() {
        // Given
        List<FetchSpan> here = new CopyOnWriteArrayList<>();
        List<FetchSpan> there = new CopyOnWriteArrayList<>();
        List<FetchSpan> followed = new CopyOnWriteArrayList<>();
        get(messaging.subscriber().follow(Topics.fetch(Lane.AHEAD), followed::add));
        get(lanes().open(Lane.AHEAD, 3, here::add));
        get(elsewhere.lanes().open(Lane.AHEAD, 3, there::add));

        // When
        List<FetchSpan> sent =
                LongStream.range(0, 6).mapToObj(i -> command("o" + i, i)).toList();
        sent.forEach(command -> get(publisher().publish(Topics.fetch(Lane.AHEAD), command)));

        // Then
        await().atMost(SOON).until(() -> here.size() + there.size() == 6);
        await().during(Duration.ofMillis(300)).until(() -> here.size() == 3 && there.size() == 3);
        assertThat(followed).containsExactlyElementsOf(sent);
        here.addAll(there);
        assertThat(here).containsExactlyInAnyOrderElementsOf(sent);
    }

    /** Never done with the first event of a partition. */
    private static RecordingMember stuckMember() {
        return new RecordingMember((partition, event) -> Promise.<Void>promise().future());
    }

    private void publishChunksOfOneOrigin(int from, int to) {
        chunksOfOneOrigin(from, to).forEach(event -> get(publisher().publish(Topics.CHUNKS, event)));
    }

    private static List<ChunkEvent> chunksOfOneOrigin(int from, int to) {
        return LongStream.range(from, to)
                .<ChunkEvent>mapToObj(i -> chunk("origin", i))
                .toList();
    }
}
