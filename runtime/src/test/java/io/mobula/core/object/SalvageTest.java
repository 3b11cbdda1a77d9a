package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** REF-12: other bytes of a value whose own are missing. O owns r, A made its value, B and C were told of it. */
class SalvageTest {
    private final Peer o = new Peer(1);
    private final Peer a = new Peer(2);
    private final Peer b = new Peer(3);
    private final Peer c = new Peer(4);
    private final RefKey r = o.escaped(1);
    private final CopyKey copy = new CopyKey(r, 1);
    private final Outcome.Stored value = new Outcome.Stored(copy, a.id, 1 << 20, List.of());

    private void toldTo(Peer... peers) {
        o.tell(new RefEvent.Sealed(r, value));
        long task = 10;
        for (Peer peer : peers) o.pushArrives(++task, peer, new Dependency(r, value));
        o.mail.clear();
    }

    private void ownStoreSays(boolean here) {
        assertEquals(copy, o.asked.removeLast());
        o.tell(new RefEvent.CopyTold(copy, here));
    }

    private void says(Peer peer, boolean here) {
        peer.mail.clear();
        o.deliver(peer);
        assertEquals(copy, peer.asked.removeLast());
        o.tell(new RefEvent.AboutRefsArrived(peer.id, new Message.CopyTold(copy, here)));
    }

    @Test
    void whoWasToldOfAValueIsAskedWhenItsPlaceDies() {
        toldTo(b, c);
        o.tell(new RefEvent.ResolveWanted(r, 1));
        assertEquals(value, o.resolved.remove(1L));
        o.hears(1, a);
        ownStoreSays(false);
        o.tell(new RefEvent.ResolveWanted(r, 2));
        says(b, false);
        assertTrue(o.resolved.isEmpty(), "it is still looked for");
        says(c, true);
        var found = new Outcome.Stored(copy, c.id, 1 << 20, List.of());
        assertEquals(found, o.resolved.get(2L));
        assertEquals(List.of(found), o.located);
        assertEquals(List.of(), o.lost);
    }

    @Test
    void oneAfterTheOtherSoThatOneAloneKeepsIt() {
        toldTo(b, c);
        o.hears(1, a);
        ownStoreSays(false);
        says(b, true);
        assertEquals(List.of(), o.sentTo(c));
    }

    @Test
    void aValueThatNobodyHasIsLostOnce() {
        toldTo(b);
        o.hears(1, a);
        ownStoreSays(false);
        says(b, false);
        o.tell(new RefEvent.AboutRefsArrived(b.id, new Message.CopyTold(copy, true))); // too late
        assertEquals(List.of(r), o.lost);
        assertEquals(List.of(), o.located);
    }

    @Test
    void theDeathOfWhoWasAskedIsHisAnswer() {
        toldTo(b, c);
        o.hears(1, a);
        ownStoreSays(false);
        o.hears(2, b);
        says(c, true);
        assertEquals(List.of(), o.lost);
    }

    /** A reader may be wrong: its network is cut, not the owner's. */
    @Test
    void whatAReaderMissedIsLookedForWhereItWasFirst() {
        toldTo(b);
        o.tell(new RefEvent.AboutRefsArrived(b.id, new Message.CopyMissed(copy, a.id)));
        o.tell(new RefEvent.AboutRefsArrived(b.id, new Message.Resolve(r)));
        says(a, true);
        assertEquals(List.of(new Message.Resolved(r, value)), o.sentTo(b));
        assertEquals(List.of(), o.located, "it is where it was");
    }

    @Test
    void whatIsMissedWhereItIsNoMoreIsNoNews() {
        toldTo(b);
        o.hears(1, a);
        ownStoreSays(true);
        o.tell(new RefEvent.AboutRefsArrived(b.id, new Message.CopyMissed(copy, a.id)));
        assertTrue(o.asked.isEmpty());
        o.tell(new RefEvent.ResolveWanted(r, 1));
        assertEquals(new Outcome.Stored(copy, o.id, 1 << 20, List.of()), o.resolved.get(1L));
    }

    @Test
    void aHolderTellsTheOwnerWhatItMissed() {
        o.tell(new RefEvent.Sealed(r, value));
        b.hold(r);
        b.mail.clear();
        b.tell(new RefEvent.CopyMissed(copy, a.id));
        b.tell(new RefEvent.ResolveWanted(r, 1));
        assertEquals(List.of(new Message.CopyMissed(copy, a.id), new Message.Resolve(r)), b.sentTo(o));
    }

    @Test
    void whatIsFreedIsLookedForNoMore() {
        toldTo();
        o.hears(1, a);
        o.drop(r);
        o.tell(new RefEvent.CopyTold(copy, true));
        assertEquals(List.of(r), o.freed);
        assertEquals(List.of(r), o.storedFreed);
        assertTrue(o.located.isEmpty() && o.lost.isEmpty());
    }

    @Test
    void aFreedRefThatATaskNeedsAgainComesBackWithoutItsValue() {
        toldTo();
        o.drop(r);
        o.tell(new RefEvent.Revived(r, Optional.empty()));
        assertEquals(List.of(r), o.revived);
        assertEquals(List.of(r), o.lost);
        o.tell(new RefEvent.ResolveWanted(r, 1));
        var again = new Outcome.Stored(new CopyKey(r, 2), b.id, 1 << 20, List.of());
        o.tell(new RefEvent.Sealed(r, again));
        assertEquals(again, o.resolved.get(1L));
        o.drop(r);
        assertEquals(List.of(r, r), o.storedFreed);
        assertEquals(List.of(new Message.Free(List.of(again.copy()))), o.sentTo(b));
    }

    @Test
    void aRefThatIsThereIsHeldOnceMore() {
        toldTo();
        o.tell(new RefEvent.Revived(r, Optional.empty()));
        o.drop(r);
        assertEquals(List.of(), o.freed);
        o.drop(r);
        assertEquals(List.of(r), o.freed);
        assertEquals(List.of(), o.revived);
    }

    /** Two makings met: the one that came second is nobody's. */
    @Test
    void aSecondValueForARefThatHasOneIsFreed() {
        toldTo();
        var second = new Outcome.Stored(new CopyKey(r, 2), b.id, 1 << 20, List.of());
        o.tell(new RefEvent.Sealed(r, second));
        assertEquals(List.of(new Message.Free(List.of(second.copy()))), o.sentTo(b));
        o.tell(new RefEvent.ResolveWanted(r, 1));
        assertEquals(value, o.resolved.get(1L));
    }

    @Test
    void whoWaitsForItsOwnFreedRefIsTold() {
        o.drop(r);
        o.tell(new RefEvent.ResolveWanted(r, 1));
        assertEquals(new Outcome.Failed(new Failure.Freed(r)), o.resolved.get(1L));
    }
}
