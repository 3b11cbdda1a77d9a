package io.mobula.core.task;

import static io.mobula.core.task.HostStage.stored;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Share;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stored arguments have their room before they are fetched, and a slot is taken after that. */
class HostArgumentsTest {
    private static final long MILLI = 1_000_000;
    private static final ProcessId OWNER = ProcessId.driver(1);

    private final HostStage stage = new HostStage(HostStage.cpus(2), 1_000);

    @BeforeEach
    void declare() {
        stage.declare(OWNER, 1, 1, Share.EQUAL);
    }

    @AfterEach
    void invariantsHold() {
        stage.host.validate();
    }

    private List<String> fetching() {
        return stage.fetching.stream().map(HostStage::name).toList();
    }

    @Test
    void whatFindsNoRoomWaitsWithoutASlotInItsOrder() {
        stage.push(OWNER, 1, stored(1, 600));
        stage.push(OWNER, 1, stored(2, 600));
        stage.push(OWNER, 1, stored(3, 100)); // there would be room, but the one before it was first
        stage.push(OWNER, 1);
        assertEquals(List.of("1.1"), fetching());
        assertEquals(List.of("1.4"), stage.starts, "a task without stored arguments passes");
        stage.fetched(stage.fetching.getFirst());
        stage.ends(1, MILLI);
        assertEquals(List.of("1.2", "1.3"), fetching());
    }

    @Test
    void aTaskWhoseArgumentsExceedTheRoomFails() {
        stage.push(OWNER, 1, stored(1, 600), stored(2, 401));
        assertEquals(List.of("1.1 ArgumentsTooLarge[bytes=1001, limitBytes=1000]"), stage.sent);
        assertTrue(stage.starts.isEmpty() && stage.fetching.isEmpty());
    }

    @Test
    void aValueThatSeveralNeedCountsOnce() {
        for (int i = 0; i < 5; i++) stage.push(OWNER, 1, stored(1, 900));
        assertEquals(5, stage.fetching.size());
        stage.push(OWNER, 1, stored(2, 200));
        assertEquals(5, stage.fetching.size());
        for (HostedTask task : List.copyOf(stage.fetching)) stage.fetched(task);
        for (int i = 0; i < 4; i++) stage.ends(0, MILLI);
        assertTrue(stage.fetching.isEmpty(), "the fifth still needs it");
        stage.ends(0, MILLI);
        assertEquals(List.of("1.6"), fetching());
    }

    @Test
    void whoWaitsForAChildLendsItsRoom() {
        stage.push(OWNER, 1, stored(1, 900));
        HostedTask parent = stage.fetching.getFirst();
        stage.fetched(parent);
        stage.push(OWNER, 1, stored(2, 900));
        assertTrue(stage.fetching.isEmpty());
        stage.host.handle(new HostEvent.BodyBlocked(parent));
        assertEquals(List.of("1.2"), fetching());
        stage.host.handle(new HostEvent.BodyResumed(parent));
        stage.fetched(stage.fetching.getFirst());
        stage.ends(1, MILLI);
        stage.ends(0, MILLI);
        stage.push(OWNER, 1, stored(3, 1_000));
        assertEquals(List.of("1.3"), fetching(), "all of it is there again");
    }

    @Test
    void aCancelledOneGivesItsPlaceUp() {
        stage.push(OWNER, 1, stored(1, 900));
        stage.push(OWNER, 1, stored(2, 900));
        stage.push(OWNER, 1, stored(3, 100));
        stage.host.handle(new HostEvent.CancelArrived(OWNER, new Message.Cancel(2, 1, false)));
        stage.host.handle(new HostEvent.CancelArrived(OWNER, new Message.Cancel(1, 1, false)));
        for (long task = 1; task <= 2; task++)
            stage.host.handle(
                    new HostEvent.AckArrived(OWNER, new Message.ResultAck(task, 1, Message.ResultAck.Verdict.STALE)));
        assertEquals(List.of("1.1", "1.3"), fetching());
    }

    @Test
    void ofThoseThatGoBackFromADrainedHostNoneIsGivenTheRoomOfAnother() {
        stage.push(OWNER, 1, stored(1, 900));
        stage.push(OWNER, 1, stored(2, 900));
        stage.push(OWNER, 1, stored(3, 900));
        assertEquals(List.of("1.1"), fetching());
        stage.host.handle(new HostEvent.DrainStarted());
        assertEquals(List.of("1.1"), fetching());
        assertEquals(0, stage.host.open());
    }

    @Test
    void withItsOwnerAllRoomIsGiven() {
        ProcessId other = ProcessId.driver(2);
        stage.declare(other, 1, 1, Share.EQUAL);
        stage.push(OWNER, 1, stored(1, 900));
        stage.push(OWNER, 1, stored(2, 900));
        stage.push(other, 1, stored(3, 900));
        stage.host.handle(new HostEvent.OwnerDied(OWNER));
        assertEquals(List.of("1.1", "2.1"), fetching());
    }
}
