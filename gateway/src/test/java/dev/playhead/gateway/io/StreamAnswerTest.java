package dev.playhead.gateway.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.playhead.common.bytes.MediaRead;
import dev.playhead.common.http.core.MediaQuery;
import dev.playhead.common.http.core.PlannedAnswer;
import dev.playhead.common.model.MediaId;
import dev.playhead.common.model.OriginName;
import dev.playhead.common.model.RequestedRange;
import dev.playhead.common.model.RequestedRange.From;
import dev.playhead.gateway.fake.FakeMedia;
import dev.playhead.gateway.fake.FakeStore;
import dev.playhead.testkit.ManualClock;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAnswerTest {
    private static final MediaId MEDIA = MediaId.of(new OriginName("films"), "/film.mp4");
    private static final long LENGTH = 50_000;
    private static final Duration WRITE_STALL = Duration.ofSeconds(30);

    private static Vertx vertx;

    @TempDir
    static Path directory;

    private final ManualClock clock = new ManualClock();
    private final ManualPlayer player = new ManualPlayer();
    private FakeMedia film;
    private MediaRead read;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void hold() {
        FakeStore store = new FakeStore(vertx, directory);
        store.answerAtOnce();
        store.giveBuffers();
        film = store.add(MEDIA, LENGTH).giveAll();
        read = store.open(MEDIA, RequestedRange.WHOLE);
    }

    @Test
    void isThatOfAStreamThatHasNotBegunUntilItHasOne() {
        // When
        StreamAnswer answer = answer(get("bytes=1000-"));

        // Then
        assertThat(answer.planned()).isNull();
        assertThat(answer.sender()).isEmpty();
        assertThat(answer.remaining()).isEmpty();
        assertThat(answer.isServed(read)).isFalse();
        assertThat(answer.reaches(read, 0)).isFalse();
        assertThat(answer.countSent()).isZero();
        assertThat(answer.isStalled(false, clock.advance(WRITE_STALL))).isFalse();
    }

    @Test
    void hasNothingToSendWhereTheHeadAloneIsAskedFor() {
        // Given
        MediaQuery head = new MediaQuery(true, get("").range(), get("").conditions());
        StreamAnswer answer = answer(head);

        // When
        boolean sends = begin(answer, head);

        // Then
        assertThat(sends).isFalse();
        assertThat(answer.planned()).isNotNull();
        assertThat(answer.sender()).isEmpty();
        assertThat(answer.remaining()).isEmpty();
    }

    @Test
    void hasNothingToSendWhereTheRangeHoldsNothing() {
        // Given
        MediaQuery past = get("bytes=" + LENGTH + "-");

        // When
        boolean sends = begin(answer(past), past);

        // Then
        assertThat(sends).isFalse();
    }

    @Test
    void wantsTheRestOfARangeFromTheByteThatTheSocketHasNotTaken() {
        // Given
        StreamAnswer answer = sending("bytes=1000-5999");

        // When
        player.take(700);

        // Then
        assertThat(answer.remaining()).contains(new From(1700, 6000L));
        assertThat(answer.countSent()).isEqualTo(700);
        assertThat(answer.countSent()).isZero();
    }

    @Test
    void leavesAnOpenEndOpen() {
        // Given
        StreamAnswer answer = sending("bytes=1000-");

        // When
        player.take(700);

        // Then
        assertThat(answer.remaining()).contains(new From(1700, null));
    }

    @Test
    void endsEachOfSeveralPartsThoughTheLastWasAskedForWithAnOpenEnd() {
        // Given
        StreamAnswer answer = sending("bytes=0-9999,30000-");

        // When
        player.takeAll();
        PieceSender sender = answer.sender().orElseThrow();
        boolean more = sender.advance();

        // Then
        assertThat(more).isTrue();
        assertThat(answer.remaining()).contains(new From(30_000, LENGTH));
        assertThat(answer.countSent()).isEqualTo(10_000);
        assertThat(answer.isServed(read)).isTrue();
    }

    @Test
    void sendsEachPieceBehindItsHeadAndCountsTheBytesOfTheMediaAlone() {
        // Given
        StreamAnswer answer = sending("bytes=0-9999,30000-");
        PieceSender sender = answer.sender().orElseThrow();
        player.takeAll();
        sender.advance();

        // When
        sender.send(read);
        player.takeAll();
        boolean more = sender.advance();
        sender.end();

        // Then
        assertThat(more).isFalse();
        assertThat(player.done()).isEqualTo(2);
        assertThat(answer.countSent()).isEqualTo(10_000 + LENGTH - 30_000);
        assertThat(player.body().length())
                .isEqualTo(plan(get("bytes=0-9999,30000-")).body().length());
        assertThat(player.body().toString()).endsWith("\r\n--cut--\r\n");
    }

    @Test
    void sendsTheBytesOfTheRangeAskedFor() {
        // Given
        StreamAnswer answer = sending("bytes=1000-40999");

        // When
        player.takeAll();

        // Then
        assertThat(answer.planned()).isEqualTo(plan(get("bytes=1000-40999")));
        assertThat(film.content().firstMismatch(player.body().getBytes(), 1000)).isEmpty();
        assertThat(player.body().length()).isEqualTo(40_000);
    }

    @Test
    void isServedByAReadThatHasAllThatIsLeftAndReachesWhatItHasWithoutAHole() {
        // Given
        FakeStore store = new FakeStore(vertx, directory);
        store.answerAtOnce();
        store.add(MEDIA, LENGTH).give(0, 8000);
        MediaRead part = store.open(MEDIA, RequestedRange.WHOLE);

        // When
        StreamAnswer answer = sending("bytes=1000-9999");

        // Then
        assertThat(answer.isServed(read)).isTrue();
        assertThat(answer.isServed(part)).isFalse();
        assertThat(answer.reaches(part, 8000)).isTrue();
        assertThat(answer.reaches(part, 8001)).isFalse();
    }

    @Test
    void forgetsAnAnswerWithWhatWasToBeSentOfIt() {
        // Given
        StreamAnswer answer = sending("bytes=0-");

        // When
        answer.forget();
        player.takeAll();

        // Then
        assertThat(answer.planned()).isNull();
        assertThat(answer.remaining()).isEmpty();
        assertThat(player.body().length()).isLessThan((int) LENGTH);
        assertThat(player.done()).isZero();
    }

    @Test
    void tellsWhatWasSentAfterItHasStopped() {
        // Given
        StreamAnswer answer = sending("bytes=0-");
        player.take(300);

        // When
        answer.stop();

        // Then
        assertThat(answer.countSent()).isEqualTo(300);
        assertThat(answer.remaining()).contains(new From(300, null));
    }

    @Test
    void isStalledWhenItsPlayerTakesNothingOfWhatIsThere() {
        // Given
        StreamAnswer answer = sending("bytes=0-");

        // When
        boolean early = answer.isStalled(false, clock.advance(WRITE_STALL.minusMillis(1)));
        boolean late = answer.isStalled(false, clock.advance(Duration.ofMillis(1)));

        // Then
        assertThat(early).isFalse();
        assertThat(late).isTrue();
    }

    @Test
    void isNotStalledWhileItsPlayerWaitsOrTakesAnything() {
        // Given
        StreamAnswer answer = sending("bytes=0-");
        boolean waiting = answer.isStalled(true, clock.advance(WRITE_STALL));
        player.take(1);

        // When
        boolean slow = answer.isStalled(false, clock.advance(WRITE_STALL));

        // Then
        assertThat(waiting).isFalse();
        assertThat(slow).isFalse();
    }

    /** An answer whose first piece is on its way. */
    private StreamAnswer sending(String range) {
        StreamAnswer answer = answer(get(range));
        assertThat(begin(answer, get(range))).isTrue();
        answer.sender().orElseThrow().send(read);
        return answer;
    }

    private StreamAnswer answer(MediaQuery query) {
        return new StreamAnswer(
                query, body -> new PieceSender(body, player, player, Runnable::run, clock, WRITE_STALL));
    }

    private boolean begin(StreamAnswer answer, MediaQuery query) {
        return answer.begin(plan(query));
    }

    private PlannedAnswer plan(MediaQuery query) {
        return PlannedAnswer.to(query, film.version(), () -> "cut");
    }

    private static MediaQuery get(String range) {
        return MediaQuery.of(false, name -> name.equals("range") && !range.isEmpty() ? List.of(range) : List.of());
    }
}
