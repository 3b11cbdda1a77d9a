package io.mobula.core.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The traces by which earlier readings of the rules lost a ref under its holder, leaked it or hung ({@code docs/protocols.md}, "What the rules guard against"). O owns r. */
class ReferencesHolesTest {
    private final Peer o = new Peer(1);
    private final Peer a = new Peer(2);
    private final Peer b = new Peer(3);
    private final Peer x = new Peer(4);
    private final RefKey r = o.escaped(1);

    @Test
    void hole1AForwardOfTheDeadIsRegisteredBeforeItsOwnersPinEnds() {
        o.pushArrives(10, a, r);
        o.drop(r);
        a.push(11, b, r);
        o.hears(1, a);
        assertEquals(List.of(), o.freed, "the pin on a message to the dead lasts until the death is settled");

        b.arrives(11, a, r);
        b.hears(1, a);
        assertEquals(List.of(), b.confirmed);
        b.talk(o);
        assertEquals(List.of(1L), b.confirmed);
        o.settles(1);
        b.settles(1);
        assertEquals(List.of(), o.freed);

        b.ends(11, a, List.of());
        b.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole2NothingOfTheDeadEndsBeforeEverybodyConfirmedTheLastDeath() {
        o.pushArrives(10, a, r);
        o.drop(r);
        o.hears(1, a);
        o.hears(2, b);
        assertEquals(List.of(1L, 2L), o.confirmed);
        assertThrows(
                InvariantViolation.class, () -> o.settles(1), "one death was settled while a later one was logged");
        assertEquals(List.of(), o.freed);
        o.settles(2);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole3ADeathIsNotConfirmedWhileAnOlderBorrowIsInFlight() {
        o.pushArrives(10, a, r);
        a.push(11, b, r);
        b.arrives(11, a, r);
        b.ends(11, a, List.of(r));
        assertEquals(1, b.sentTo(o).size());
        b.hears(1, a);
        assertEquals(List.of(), b.confirmed);
        assertThrows(InvariantViolation.class, () -> b.settles(1));
        b.talk(o);
        assertEquals(List.of(1L), b.confirmed);
    }

    @Test
    void hole10ABorrowSentAfterTheDeathWasHandledDoesNotDelayItsConfirmation() {
        RefKey s = x.escaped(2);
        o.pushArrives(10, a, r);
        a.push(11, b, r);
        b.arrives(11, a, r);
        b.hears(1, a);
        b.hold(s);
        assertEquals(1, b.sentTo(x).size());
        b.talk(o);
        assertEquals(List.of(1L), b.confirmed, "s came of a living sender, who has it covered");
    }

    @Test
    void hole4AForwardThatIsStillOpenIsAHoldOfOnesOwn() {
        o.pushArrives(10, a, r);
        o.drop(r);
        a.push(11, b, r);
        a.ends(10, o, List.of());
        assertEquals(1, a.answers.get(MessageKey.push(o.id, 10, 1)).size(), "the answer carries the Borrow");
        o.resultArrives(10, a);
        assertEquals(List.of(), o.freed);

        b.arrives(11, a, r);
        b.ends(11, a, List.of());
        a.resultArrives(11, b);
        a.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole4AKeptRefIsRegisteredWithItsOwnerBeforeAnotherSenderIsAnswered() {
        o.pushArrives(10, a, r);
        a.pushArrives(11, b, r);
        b.ends(11, a, List.of(r));
        assertFalse(b.mayAnswer(11, a));
        b.talk(o);
        assertTrue(b.mayAnswer(11, a));
    }

    @Test
    void hole5ThePinsOfACallLastUntilItsAnswerIsAcknowledged() {
        o.pushArrives(10, a, r);
        o.drop(r);
        a.pushArrives(11, b, r);
        RefKey result = a.escaped(8);
        b.ends(11, a, List.of(), r);
        a.ends(10, o, List.of());
        o.resultArrives(10, a);
        a.resultArrives(11, b, Optional.of(result));
        b.ackArrives(11, a);
        assertEquals(List.of(), o.freed);

        a.drop(result);
        a.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole6WhatWasDecodedFromAValueOfTheDeadIsRegisteredBeforeTheDeathIsConfirmed() {
        RefKey v = x.escaped(5);
        x.hold(r);
        x.talk(o);
        o.drop(r);
        x.seal(v, r);
        x.drop(r);
        a.hold(v);
        a.talk(x);
        a.pushArrives(11, b, new Dependency(v, Peer.inline(r)));

        b.hears(1, x);
        assertEquals(List.of(), b.confirmed);
        b.talk(o);
        a.hears(1, x);
        o.hears(1, x);
        assertEquals(List.of(1L), b.confirmed);
        o.settles(1);
        b.settles(1);
        assertEquals(List.of(), o.freed);

        b.ends(11, a, List.of());
        b.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole6AValueWhoseOwnerIsKnownDeadBringsNothing() {
        RefKey v = x.ref(5);
        a.hold(v);
        b.hears(1, x);
        a.pushArrives(11, b, new Dependency(v, Peer.inline(r)));
        assertEquals(List.of(v), b.ownerDied);
        b.ends(11, a, List.of());
        assertTrue(b.mayAnswer(11, a));
        assertTrue(b.mail.isEmpty());
    }

    @Test
    void hole6EndingAnOrphanWaitsForItsRegistration() {
        o.pushArrives(10, a, r);
        a.pushArrives(11, b, r);
        b.hears(1, a);
        b.ends(11, a, List.of(r));
        assertFalse(b.mayAnswer(11, a), "nobody waits for it");
        assertFalse(b.references.isEmpty());
        b.talk(o);
        b.drop(r);
        assertTrue(b.references.isEmpty());
    }

    @Test
    void hole7ACancelledCallPinsUntilItIsAnsweredAndItsStaleAnswerCounts() {
        o.pushArrives(10, a, r);
        o.drop(r);
        assertEquals(List.of(), o.freed, "the cancel is no event here");
        a.ends(10, o, List.of(r));
        o.resultArrives(10, a);
        assertEquals(List.of(), o.freed, "the Borrow in the stale answer counts");
        a.drop(r);
        a.deliver(o);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole8ARefOfADeadOwnerThatArrivesLateWaitsForNobody() {
        o.pushArrives(10, a, r);
        b.hears(1, o);
        a.pushArrives(11, b, r);
        b.ends(11, a, List.of(r));
        assertTrue(b.mayAnswer(11, a));
        assertTrue(b.mail.isEmpty());
        assertTrue(b.ownerDied.contains(r));
    }

    @Test
    void hole8ABorrowThatWaitsForTheDeadEnds() {
        o.pushArrives(10, a, r);
        a.pushArrives(11, b, r);
        b.ends(11, a, List.of(r));
        assertFalse(b.mayAnswer(11, a));
        b.hears(1, o);
        assertTrue(b.mayAnswer(11, a));
        assertEquals(List.of(1L), b.confirmed);
    }

    @Test
    void hole8AMessageToTheKnownDeadIsRefusedAndPinsNothing() {
        o.hears(1, a);
        o.push(10, a, r);
        assertEquals(List.of(MessageKey.push(a.id, 10, 1)), o.refused);
        o.drop(r);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole9AReleaseThatOvertakesTheAnswerWithItsBorrowIsNotUndoneByIt() {
        o.pushArrives(10, a, r);
        o.drop(r);
        a.ends(10, o, List.of(r));
        a.drop(r);
        a.deliver(o);
        assertEquals(List.of(), o.freed, "the push still pins");
        o.resultArrives(10, a);
        assertEquals(List.of(r), o.freed);
    }

    @Test
    void hole9AnOldAcknowledgementDoesNotCount() {
        a.hold(r);
        a.talk(o);
        a.drop(r);
        a.hold(r);
        long first = ((Message.Release) a.sentTo(o).getFirst()).number() - 1;
        a.tell(new RefEvent.AboutRefsArrived(o.id, new Message.BorrowAck(r, first, Message.BorrowAck.Standing.FREED)));
        assertEquals(List.of(), a.wasFreed);
        a.talk(o);
        o.drop(r);
        assertEquals(List.of(), o.freed);
    }

    @Test
    void hole12ARefThatIsForgottenAndComesBackIsBorrowedWithANewerNumber() {
        a.hold(r);
        a.talk(o);
        a.drop(r);
        a.talk(o);
        assertEquals(List.of(r), a.forgotten);
        a.hold(r);
        a.talk(o);
        o.drop(r);
        assertEquals(List.of(), o.freed);
    }

    /** 13: a refusal carries no Borrow, so nothing may count as registered by it. */
    @Test
    void aRefusalRegistersNothing() {
        o.pushArrives(1, a, r);
        a.hold(r); // by the body, and beyond it
        o.pushArrives(2, a, r);
        a.tell(new RefEvent.Bounced(MessageKey.push(o.id, 2, 1)));
        o.tell(new RefEvent.AnswerArrived(MessageKey.push(a.id, 2, 1)));
        a.deliver(o);
        o.deliver(a);
        a.ends(1, o, List.of());
        assertTrue(a.mayAnswer(1, o));
        o.resultArrives(1, a);
        o.drop(r);
        assertEquals(List.of(), o.freed);
        a.drop(r);
        a.deliver(o);
        assertEquals(List.of(r), o.freed);
    }
}
