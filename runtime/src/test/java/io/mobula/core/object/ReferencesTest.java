package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The good path, and what a process is told when there is no value. */
class ReferencesTest {
    private final Peer o = new Peer(1);
    private final Peer a = new Peer(2);
    private final Peer b = new Peer(3);
    private final Peer x = new Peer(4);
    private final RefKey r = o.escaped(1);

    @Test
    void aTaskThatKeepsNothingCostsNoMessageAndLeavesNothing() {
        o.pushArrives(10, a, r);
        a.ends(10, o, List.of());
        assertEquals(List.of(), a.answers.get(MessageKey.push(o.id, 10, 1)));
        o.resultArrives(10, a);
        o.drop(r);

        assertEquals(List.of(r), o.freed);
        assertEquals(List.of(r), a.forgotten);
        assertTrue(a.mail.isEmpty() && o.mail.isEmpty());
        assertTrue(o.references.isEmpty() && a.references.isEmpty());
    }

    @Test
    void aRefThatOnlyComesBackCostsNoBorrow() {
        o.pushArrives(10, a, r);
        a.ends(10, o, List.of(), r);
        assertTrue(a.mayAnswer(10, o));
        o.resultArrives(10, a);
        assertTrue(o.mayAck(10, a));
        a.ackArrives(10, o);

        assertTrue(a.mail.isEmpty());
        assertTrue(a.references.isEmpty());
    }

    @Test
    void aRefThatIsReturnedIsPinnedUntilItsReceiverHasRegistered() {
        RefKey child = a.escaped(7);
        RefKey result = o.escaped(2);
        o.pushArrives(10, a, r);
        a.ends(10, o, List.of(), child);
        a.drop(child);
        o.resultArrives(10, a, Optional.of(result));
        assertFalse(o.mayAck(10, a), "its value holds a ref that is not registered");
        assertEquals(List.of(), a.freed);

        o.talk(a);
        assertTrue(o.mayAck(10, a));
        a.ackArrives(10, o);
        assertEquals(List.of(), a.freed);

        o.drop(result);
        o.deliver(a);
        assertEquals(List.of(child), a.freed);
    }

    @Test
    void resolversAreToldOnceItIsSealedAndCopiesFreedWithIt() {
        o.pushArrives(10, a, r);
        a.tell(new RefEvent.ResolveWanted(r, 1));
        a.tell(new RefEvent.ResolveWanted(r, 2));
        assertEquals(1, a.sentTo(o).size(), "asked once");
        a.deliver(o);
        var copy = new CopyKey(r, 3);
        o.tell(new RefEvent.Sealed(r, new Outcome.Stored(copy, b.id, 1 << 20, List.of())));
        o.deliver(a);
        assertEquals(2, a.resolved.size());
        a.ends(10, o, List.of());
        o.resultArrives(10, a);
        o.drop(r);

        o.deliver(a);
        o.deliver(b);
        assertEquals(List.of(copy), a.discarded);
        assertEquals(List.of(copy), b.discarded);
    }

    @Test
    void aHostThatGotAStoredDependencyIsToldWhenItIsFreed() {
        var outcome = new Outcome.Stored(new CopyKey(r, 0), o.id, 1 << 20, List.of());
        o.tell(new RefEvent.Sealed(r, outcome));
        o.pushArrives(10, a, new Dependency(r, outcome));
        a.ends(10, o, List.of());
        o.resultArrives(10, a);
        o.drop(r);

        assertEquals(List.of(new Message.Free(List.of(outcome.copy()))), o.sentTo(a));
        assertTrue(o.sentTo(o).isEmpty());
    }

    @Test
    void aLateBorrowIsToldThatTheRefIsFreed() {
        o.drop(r);
        a.hold(r);
        a.tell(new RefEvent.ResolveWanted(r, 1));
        a.talk(o);

        assertEquals(List.of(r), a.wasFreed);
        assertEquals(new Outcome.Failed(new Failure.Freed(r)), a.resolved.get(1L));
        a.drop(r);
        assertTrue(a.references.isEmpty());
    }

    @Test
    void aBorrowThatLandsAfterTheLastHoldEndedConcernsNobody() {
        a.hold(r);
        a.drop(r);
        o.drop(r);
        a.talk(o);
        assertEquals(List.of(), a.wasFreed);
        assertTrue(a.references.isEmpty());
    }

    @Test
    void waitersLearnThatTheOwnerDied() {
        a.hold(r);
        a.tell(new RefEvent.ResolveWanted(r, 1));
        a.hears(1, o);
        a.tell(new RefEvent.ResolveWanted(r, 2));

        var died = new Outcome.Failed(new Failure.OwnerDied(r));
        assertEquals(List.of(died, died), List.copyOf(a.resolved.values()));
        assertEquals(List.of(r), a.ownerDied);
        a.drop(r);
        assertTrue(a.references.isEmpty());
    }

    @Test
    void aValueIsGivenBackOnlyAfterWhatWasDecodedFromItIsRegistered() {
        RefKey v = x.escaped(5);
        o.pushArrives(10, x, r);
        x.seal(v, r);
        x.ends(10, o, List.of());
        o.resultArrives(10, x);
        o.drop(r);

        a.hold(v);
        a.talk(x);
        a.tell(new RefEvent.ResolveWanted(v, 1));
        a.talk(x);
        x.drop(v);
        a.hold(r);
        assertTrue(a.sentTo(o).isEmpty(), "its hold on the value covers it");

        a.drop(v);
        assertTrue(a.sentTo(x).isEmpty(), "not before the Borrow has landed");
        a.talk(o);
        a.deliver(x);
        assertEquals(List.of(v), x.freed);
        x.deliver(o);
        assertEquals(List.of(), o.freed);

        a.drop(r);
        a.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void aChainOfValuesCoversWhatLiesAtItsEnd() {
        RefKey v = x.escaped(5);
        x.hold(r);
        x.talk(o);
        o.drop(r);
        x.seal(v, r);
        x.drop(r);
        RefKey w = b.escaped(6);
        b.hold(v);
        b.talk(x);
        b.seal(w, v);
        b.drop(v);
        x.drop(v);

        a.hold(w);
        a.talk(b);
        b.drop(w);
        a.tell(new RefEvent.ResolveWanted(w, 1));
        a.talk(b);
        a.hold(v);
        a.tell(new RefEvent.ResolveWanted(v, 2));
        a.talk(x);
        a.hold(r);
        a.drop(v);
        a.drop(w);
        assertTrue(a.sentTo(b).isEmpty(), "w covers v, and v covers r");

        a.talk(o);
        a.deliver(b);
        b.deliver(x);
        x.deliver(o);
        assertEquals(List.of(w), b.freed);
        assertEquals(List.of(v), x.freed);
        assertEquals(List.of(), o.freed);
    }

    @Test
    void aLongChainOfOwnValuesIsFreedWithoutRecursion() {
        RefKey last = o.escaped(100);
        for (int i = 101; i < 20_100; i++) {
            RefKey next = o.ref(i);
            o.references.handle(new RefEvent.Escaped(next), o);
            o.references.handle(new RefEvent.Sealed(next, Peer.inline(last)), o);
            o.references.handle(new RefEvent.LocalHoldDropped(last), o);
            last = next;
        }
        o.drop(last);
        assertEquals(20_000, o.freed.size());
    }

    @Test
    void whatALostValueHadInsideStaysHeldUntilTheRefIsFreed() {
        RefKey inner = o.escaped(2);
        o.tell(new RefEvent.Sealed(r, new Outcome.Stored(new CopyKey(r, 1), a.id, 1 << 20, List.of(inner))));
        o.drop(inner);
        o.hears(1, a);
        o.tell(new RefEvent.CopyTold(new CopyKey(r, 1), false));
        assertEquals(List.of(r), o.lost);
        o.seal(r);
        assertEquals(List.of(), o.freed);
        o.drop(r);
        assertEquals(List.of(r, inner), o.freed);
    }

    @Test
    void aProcessDeclaredDeadSaysNothingMore() {
        o.hears(1, o);
        o.drop(r);
        assertTrue(o.freed.isEmpty() && o.confirmed.isEmpty() && o.mail.isEmpty());
    }

    @Test
    void aViolationNamesItsRuleAndTellsItsStory() {
        var violation = assertThrows(InvariantViolation.class, () -> o.push(1, a, o.ref(99)));
        assertEquals("REF-4", violation.id());
        assertTrue(violation.getMessage().contains("MessageSent"), violation.getMessage());
        assertInstanceOf(InvariantViolation.class, violation.getCause());
    }

    /** REF-1, REF-2, STR-5. */
    @Test
    void aRefInAnElementIsPinnedUntilItsReceiverHasRegistered() {
        RefKey child = a.escaped(7);
        RefKey element = o.escaped(2);
        MessageKey push = MessageKey.push(o.id, 10, 1);
        MessageKey sent = MessageKey.element(a.id, 10, 1, 0);
        a.tell(new RefEvent.ElementSent(push, 0, List.of(child)));
        a.drop(child);
        assertEquals(List.of(), a.freed);

        o.tell(new RefEvent.ElementArrived(sent, List.of(child)));
        o.seal(element, child);
        o.tell(new RefEvent.ElementEnded(sent));
        assertFalse(o.acks.contains(sent), "the element holds a ref that is not registered");
        o.talk(a);
        assertTrue(o.acks.contains(sent));

        a.tell(new RefEvent.KeptArrived(MessageKey.element(o.id, 10, 1, 0)));
        assertEquals(List.of(), a.freed);
        o.drop(element);
        o.deliver(a);
        assertEquals(List.of(child), a.freed);
    }

    /** REF-9. */
    @Test
    void anElementThatDoesNotCountIsClosedAllTheSame() {
        RefKey child = a.escaped(7);
        MessageKey sent = MessageKey.element(a.id, 10, 1, 0);
        a.tell(new RefEvent.ElementSent(MessageKey.push(o.id, 10, 1), 0, List.of(child)));
        a.drop(child);
        o.tell(new RefEvent.ElementArrived(sent, List.of(child)));
        o.tell(new RefEvent.ElementEnded(sent));
        assertTrue(o.acks.contains(sent), "nothing of it is kept");
        a.tell(new RefEvent.KeptArrived(MessageKey.element(o.id, 10, 1, 0)));
        assertEquals(List.of(child), a.freed);
        assertTrue(a.references.isEmpty());
    }
}
