package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** REF-13: values on several nodes. O owns r, whose value is at A. */
class ReplicasTest {
    private final Peer o = new Peer(1);
    private final Peer a = new Peer(2);
    private final Peer b = new Peer(3);
    private final Peer c = new Peer(4);
    private final RefKey r = o.escaped(1);
    private final CopyKey copy = new CopyKey(r, 1);
    private final Outcome.Stored value = new Outcome.Stored(copy, a.id, 1 << 20, List.of());

    private void wanted(Peer asker, int copies, Peer... nodes) {
        Message.Persist wish = o.wishes.removeLast();
        assertEquals(copies, wish.copies());
        List<ProcessId> ids =
                java.util.Arrays.stream(nodes).map(node -> node.id).toList();
        o.tell(new RefEvent.CopiesWanted(asker.id, wish, ids));
    }

    private void says(Peer node, boolean here) {
        o.tell(new RefEvent.AboutRefsArrived(node.id, new Message.CopyTold(copy, here)));
    }

    @Test
    void oneNodeAfterTheOtherIsAskedUntilThereAreEnough() {
        o.tell(new RefEvent.Sealed(r, value));
        o.tell(new RefEvent.PersistWanted(r, 2, 9));
        wanted(o, 2, a, b, c);
        assertEquals(List.of(new Message.CopyWanted(value)), o.sentTo(b));
        o.deliver(b);
        assertEquals(List.of(value), b.fetched);
        says(b, false);
        assertEquals(List.of(new Message.CopyWanted(value)), o.sentTo(c));
        assertTrue(o.persisted.isEmpty());
        says(c, true);
        assertEquals(Map.of(9L, 2), o.persisted);
        o.mail.clear();
        o.drop(r);
        for (Peer node : List.of(a, b, c))
            assertEquals(List.of(new Message.Free(List.of(copy))), o.sentTo(node), node.id.toString());
    }

    @Test
    void itIsSaidHowManyThereAreIfTooFewTakeIt() {
        o.tell(new RefEvent.Sealed(r, value));
        o.tell(new RefEvent.PersistWanted(r, 3, 9));
        wanted(o, 3, a, b);
        says(b, true);
        assertEquals(Map.of(9L, 2), o.persisted);
    }

    @Test
    void theDeathOfWhoWasAskedIsHisAnswer() {
        o.tell(new RefEvent.Sealed(r, value));
        o.tell(new RefEvent.PersistWanted(r, 2, 9));
        wanted(o, 2, a, b, c);
        o.hears(1, b);
        says(c, true);
        assertEquals(Map.of(9L, 2), o.persisted);
    }

    @Test
    void aValueThatIsLostMeanwhileIsWaitedFor() {
        o.tell(new RefEvent.Sealed(r, value));
        o.tell(new RefEvent.PersistWanted(r, 2, 9));
        wanted(o, 2, a, b, c);
        o.hears(1, a);
        says(b, false); // to the first question
        o.tell(new RefEvent.CopyTold(copy, false));
        says(b, false); // to the second: it might have got them before
        assertEquals(List.of(r), o.lost);
        assertTrue(o.persisted.isEmpty());
        var again = new Outcome.Stored(new CopyKey(r, 2), b.id, 1 << 20, List.of());
        o.tell(new RefEvent.Sealed(r, again));
        assertEquals(List.of(new Message.CopyWanted(again)), o.sentTo(c));
        o.tell(new RefEvent.AboutRefsArrived(c.id, new Message.CopyTold(again.copy(), true)));
        assertEquals(Map.of(9L, 2), o.persisted);
    }

    @Test
    void aHolderAsksTheOwnerAndHears() {
        o.tell(new RefEvent.Sealed(r, value));
        b.hold(r);
        b.mail.clear();
        b.tell(new RefEvent.PersistWanted(r, 2, 7));
        b.deliver(o);
        wanted(b, 2, a, c);
        says(c, true);
        o.deliver(b);
        assertEquals(Map.of(7L, 2), b.persisted);
    }

    @Test
    void aHolderWhoseOwnerDiesIsAnswered() {
        b.hold(r);
        b.tell(new RefEvent.PersistWanted(r, 2, 7));
        b.hears(1, o);
        b.tell(new RefEvent.PersistWanted(r, 2, 8));
        assertEquals(Map.of(7L, 0, 8L, 0), b.persisted);
    }

    @Test
    void whatIsFreedMeanwhileIsOnNoNode() {
        o.tell(new RefEvent.Sealed(r, value));
        o.tell(new RefEvent.PersistWanted(r, 2, 9));
        wanted(o, 2, a, b);
        o.drop(r);
        says(b, true);
        assertEquals(Map.of(9L, 0), o.persisted);
    }
}
