package io.mobula.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.train.WorkerActor.Whereabouts;
import io.mobula.train.collective.Position;
import io.mobula.train.collective.Position.Inside;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HangTest {
    private static final List<String> NAMES = List.of("rank 0 (node-1)", "rank 1 (node-2)", "rank 2 (node-3)");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TreeMap<Integer, Whereabouts> answers = new TreeMap<>();

    private void at(int rank, long sequence, Inside inside, String... stack) {
        var position = new Position("all-reduce " + sequence, sequence, inside);
        answers.put(rank, new Whereabouts(Optional.of(position), OptionalLong.empty(), List.of(stack)));
    }

    @Test
    void namesWhoIsBehindAndWhereItIs() {
        at(0, 7, Inside.CALL);
        at(1, 6, Inside.OWN_CODE, "app.Loop.run(Loop.java:7)", "app.Main.main(Main.java:1)");
        at(2, 7, Inside.CALL);
        assertEquals(
                Optional.of(
                        "rank 1 (node-2) did not arrive at all-reduce 7 within 60 s; rank 0 (node-1), rank 2 (node-3) did. "
                                + "rank 1 (node-2) is in its own code after all-reduce 6, at app.Loop.run(Loop.java:7) ← app.Main.main(Main.java:1)."),
                new Hang(NAMES, answers).text(MINUTE));
    }

    @Test
    void whoDoesNotAnswerIsBehind() {
        at(0, 7, Inside.CALL);
        at(2, 7, Inside.CALL);
        assertEquals(
                Optional.of(
                        "rank 1 (node-2) did not arrive at all-reduce 7 within 60 s; rank 0 (node-1), rank 2 (node-3) did. "
                                + "rank 1 (node-2) does not answer."),
                new Hang(NAMES, answers).text(MINUTE));
    }

    @Test
    void ranksThatAreEquallyFarAreNotBlamed() {
        for (int rank = 0; rank < 3; rank++) at(rank, 7, Inside.CALL);
        assertEquals(Optional.empty(), new Hang(NAMES, answers).text(MINUTE));
    }

    @Test
    void ranksThatWaitInAReportNeedNoWords() {
        at(0, 2, Inside.OWN_CODE);
        answers.put(1, new Whereabouts(Optional.empty(), OptionalLong.of(3), List.of()));
        assertEquals(
                "rank 0 (node-1) is in its own code after all-reduce 2. rank 2 (node-3) does not answer.",
                new Hang(NAMES, answers).detail());
    }
}
