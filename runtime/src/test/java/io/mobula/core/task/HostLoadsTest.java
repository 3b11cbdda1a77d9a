package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Share;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Owners hear of one another's load at a host, and get back what waits there when they ask for it. */
class HostLoadsTest {
    private static final long MILLI = 1_000_000;
    private static final ProcessId OWNER = ProcessId.driver(1);
    private static final ProcessId OTHER = ProcessId.driver(2);

    private final HostStage stage = new HostStage(HostStage.cpus(2), 0);

    @BeforeEach
    void declare() {
        stage.declare(OWNER, 1, 1, Share.EQUAL);
        stage.declare(OTHER, 1, 1, Share.EQUAL);
    }

    @Test
    void anOwnerThatGetsNoAnswersIsToldThatTheHostHasBecomeBusy() {
        stage.push(OWNER, 1, 2);
        stage.push(OTHER, 1, 4);
        assertTrue(stage.sent.contains("1 load 1000"), stage.sent.toString());
        stage.sent.clear();
        for (int i = 0; i < 200; i++) stage.push(OTHER, 1);
        assertTrue(stage.sent.size() <= 3, "one message for each node's worth of load: " + stage.sent);
        stage.host.validate();
    }

    @Test
    void newsComeWithAnswersAndNotWithEach() {
        stage.push(OWNER, 1, 1);
        stage.push(OTHER, 1, 1);
        for (int i = 0; i < 64; i++) { // as fast as it can, one at a time
            stage.ends(stage.running.getFirst().owner.equals(OWNER) ? 0 : 1, MILLI);
            stage.push(OWNER, 1);
        }
        assertEquals(List.of("1 load 500", "2 load 500"), stage.sent);
    }

    @Test
    void anOwnerAloneIsToldNothing() {
        stage.push(OWNER, 1, 100);
        for (int i = 0; i < 100; i++) stage.ends(0, MILLI);
        assertEquals(List.of(), stage.sent);
    }

    @Test
    void whatWaitsComesBackTheLastFirstAndWhatRunsStays() {
        stage.push(OWNER, 1, 5);
        stage.host.handle(new HostEvent.RecallArrived(OWNER, new Message.Recall(1, 2)));
        assertEquals(List.of("1.5 RECALLED", "1.4 RECALLED"), stage.sent);
        stage.host.handle(new HostEvent.RecallArrived(OWNER, new Message.Recall(1, 100)));
        assertEquals(List.of("1.5 RECALLED", "1.4 RECALLED", "1.3 RECALLED"), stage.sent);
        stage.host.handle(new HostEvent.RecallArrived(OTHER, new Message.Recall(9, 1)));
        stage.host.validate();
        stage.push(OWNER, 1);
        stage.ends(0, MILLI);
        assertEquals(List.of("1.1", "1.2", "1.6"), stage.starts);
    }
}
