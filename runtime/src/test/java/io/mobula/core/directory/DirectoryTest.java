package io.mobula.core.directory;

import static io.mobula.core.directory.Sample.DRIVER;
import static io.mobula.core.directory.Sample.FACTORY;
import static io.mobula.core.directory.Sample.actor;
import static io.mobula.core.directory.Sample.cpus;
import static io.mobula.core.directory.Sample.groupOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.directory.DirectoryReply.Done;
import io.mobula.core.directory.DirectoryReply.Found;
import io.mobula.core.directory.DirectoryReply.NameTaken;
import io.mobula.core.directory.DirectoryReply.NoSuchActor;
import io.mobula.core.directory.DirectoryReply.Outdated;
import io.mobula.core.directory.DirectoryReply.Refused;
import io.mobula.core.directory.DirectoryRequest.ActorEnded;
import io.mobula.core.directory.DirectoryRequest.ActorStarted;
import io.mobula.core.directory.DirectoryRequest.CreateActor;
import io.mobula.core.directory.DirectoryRequest.CreateGroup;
import io.mobula.core.directory.DirectoryRequest.EndActor;
import io.mobula.core.directory.DirectoryRequest.FetchCreation;
import io.mobula.core.directory.DirectoryRequest.FindActor;
import io.mobula.core.directory.DirectoryRequest.RemoveGroup;
import io.mobula.core.directory.DirectoryRequest.SaveSnapshot;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import org.junit.jupiter.api.Test;

class DirectoryTest {
    private final Sample sample = new Sample();
    private final ProcessId node = sample.joins(1, 4);

    private void started(long id) {
        sample.decides();
        assertEquals(
                new Done(),
                sample.asks(new ActorStarted(actor(id), sample.record(id).epoch())));
    }

    @Test
    void aNameBelongsToOneLivingActorAndIsFreeWhenItDies() {
        sample.creates(Spec.of(1).named("hits"));
        var taken = assertInstanceOf(NameTaken.class, sample.creates(Spec.of(2).named("hits")));
        assertEquals(actor(1), taken.by().id());
        sample.asks(new EndActor(actor(1), ActorEnd.KILLED, "by test"));
        assertEquals(new NoSuchActor(), sample.asks(new FindActor("default", "hits")));
        assertInstanceOf(Found.class, sample.creates(Spec.of(3).named("hits")));
    }

    @Test
    void aRefusedActorIsNotMadeByALateRepetition() {
        sample.creates(Spec.of(1).named("hits"));
        DirectoryReply first = sample.creates(Spec.of(2).named("hits"));
        sample.asks(new EndActor(actor(1), ActorEnd.KILLED, "by test"));
        assertEquals(first, sample.creates(Spec.of(2).named("hits")));
    }

    @Test
    void anActorThatWasEndedBeforeItWasMadeIsNotMade() {
        assertEquals(new NoSuchActor(), sample.asks(new EndActor(actor(1), ActorEnd.UNREACHABLE, "freed")));
        assertInstanceOf(Refused.class, sample.creates(Spec.of(1)));
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        sample.creates(Spec.of(1));
        started(1);
        Directory before = sample.directory;
        assertEquals(new Found(sample.record(1)), sample.creates(Spec.of(1)));
        assertEquals(new Done(), sample.asks(new ActorStarted(actor(1), 1)));
        assertEquals(before, sample.directory);
    }

    @Test
    void anActorIsRestartedWithTheNextEpochUntilItsRestartsAreSpent() {
        ProcessId other = sample.joins(2, 4);
        sample.creates(Spec.of(1).restarting(1));
        started(1);
        assertEquals(new ActorRecord.Alive(other), sample.state(1), "of equal nodes its id chooses");
        sample.dies(other);
        assertInstanceOf(ActorRecord.Waiting.class, sample.state(1));
        assertEquals(2, sample.record(1).epoch());
        assertEquals(new Outdated(), sample.asks(new ActorStarted(actor(1), 1)));
        started(1);
        assertEquals(new ActorRecord.Alive(node), sample.state(1));
        sample.dies(node);
        var dead = assertInstanceOf(ActorRecord.Dead.class, sample.state(1));
        assertEquals(ActorEnd.NODE_DIED, dead.cause());
    }

    @Test
    void aFactoryThatThrowsEndsTheActorWithItsFailure() {
        sample.creates(Spec.of(1).restarting(5));
        sample.decides();
        var failure = new Opaque(new byte[] {9});
        sample.asks(new ActorEnded(actor(1), 1, ActorEnd.CREATION_FAILED, "boom", failure));
        assertEquals(new ActorRecord.Dead(ActorEnd.CREATION_FAILED, "boom", failure), sample.state(1));
        assertEquals(new Outdated(), sample.asks(new FetchCreation(actor(1), 1)));
    }

    @Test
    void aFailureThatIsTooLongIsLeftOut() {
        sample.creates(Spec.of(1));
        sample.decides();
        var failure = new Opaque(new byte[Directory.MAX_FAILURE_BYTES + 1]);
        sample.asks(new ActorEnded(actor(1), 1, ActorEnd.CREATION_FAILED, "boom", failure));
        assertEquals(new ActorRecord.Dead(ActorEnd.CREATION_FAILED, "boom", Opaque.EMPTY), sample.state(1));
    }

    @Test
    void theLastSnapshotIsGivenToTheNextLife() {
        ProcessId first = sample.joins(2, 4);
        sample.creates(Spec.of(1).restarting(-1));
        started(1);
        var state = new Opaque(new byte[] {7});
        assertEquals(new Done(), sample.asks(new SaveSnapshot(actor(1), 1, 2, state)));
        assertEquals(new Done(), sample.asks(new SaveSnapshot(actor(1), 1, 1, Opaque.EMPTY)), "an older one");
        sample.dies(first);
        assertEquals(new Outdated(), sample.asks(new SaveSnapshot(actor(1), 1, 3, Opaque.EMPTY)));
        assertEquals(
                new DirectoryReply.Creation(actor(1), FACTORY, 2, state), sample.asks(new FetchCreation(actor(1), 2)));
        var huge = new Opaque(new byte[Directory.MAX_SNAPSHOT_BYTES + 1]);
        assertInstanceOf(Refused.class, sample.asks(new SaveSnapshot(actor(1), 2, 4, huge)));
    }

    @Test
    void withItsOwnerAnActorEnds() {
        ProcessId other = sample.joins(2, 4);
        sample.creates(Spec.of(1).by(other));
        sample.creates(Spec.of(2).restarting(1));
        sample.decides();
        sample.dies(other);
        assertEquals(ActorEnd.OWNER_ENDED, ((ActorRecord.Dead) sample.state(1)).cause());
        assertFalse(sample.record(2).isDead());
        assertInstanceOf(Refused.class, sample.creates(Spec.of(3).by(other)));
    }

    @Test
    void aDetachedActorOutlivesItsDriverAndItsJobLingersWithIt() {
        sample.creates(Spec.of(1).named("keeper").asDetached());
        sample.creates(Spec.of(2));
        sample.creates(Spec.of(3).by(node));
        sample.decides();
        sample.dies(DRIVER);
        assertTrue(sample.record(2).isDead());
        assertFalse(sample.record(1).isDead());
        assertFalse(sample.record(3).isDead(), "whoever started it lives, and so does the job");
        assertTrue(sample.directory.lingers(DRIVER));
        assertInstanceOf(Found.class, sample.creates(Spec.of(4).by(node)));

        sample.asks(new EndActor(actor(1), ActorEnd.KILLED, "by test"));
        assertFalse(sample.directory.lingers(DRIVER));
        assertTrue(sample.record(3).isDead() && sample.record(4).isDead());
        assertInstanceOf(Refused.class, sample.creates(Spec.of(5).by(node)));
    }

    @Test
    void aDetachedActorNeedsAName() {
        assertInstanceOf(Refused.class, sample.creates(Spec.of(1).asDetached()));
    }

    @Test
    void aFactoryThatIsTooLongIsRefused() {
        var factory = new Opaque(new byte[Directory.MAX_FACTORY_BYTES + 1]);
        assertInstanceOf(Refused.class, sample.asks(new CreateActor(Spec.of(1).spec(), factory)));
    }

    @Test
    void aGroupIsReadyWhenEveryBundleIsReserved() {
        sample.asks(new CreateGroup(groupOf(1, GroupSpec.Strategy.PACK, cpus(1), cpus(2))));
        sample.creates(Spec.of(1).taking(cpus(1)).in(new BundleId(Sample.group(1), 0)));
        sample.decides();
        assertInstanceOf(GroupRecord.Placed.class, sample.groupState(1));
        assertInstanceOf(ActorRecord.Waiting.class, sample.state(1));
        sample.reserves(1);
        assertInstanceOf(GroupRecord.Ready.class, sample.groupState(1));
        sample.decides();
        assertEquals(new ActorRecord.Placed(node), sample.state(1));
        assertEquals(
                3 * Demand.UNIT, sample.directory.ledger().at(node).demand().units("cpu"));
    }

    @Test
    void bundlesOnLivingNodesStayWhenAnotherNodeDies() {
        ProcessId second = sample.joins(2, 4);
        sample.asks(new CreateGroup(groupOf(1, GroupSpec.Strategy.STRICT_SPREAD, cpus(1), cpus(1))));
        sample.decides();
        sample.reserves(1);
        var before = assertInstanceOf(GroupRecord.Ready.class, sample.groupState(1));
        sample.dies(second);
        assertInstanceOf(GroupRecord.Waiting.class, sample.groupState(1));
        ProcessId third = sample.joins(3, 4);
        sample.decides();
        var after = assertInstanceOf(GroupRecord.Placed.class, sample.groupState(1));
        int kept = before.nodes().indexOf(node);
        assertEquals(node, after.nodes().get(kept));
        assertEquals(third, after.nodes().get(1 - kept));
        assertEquals(
                new Outdated(),
                sample.asks(new DirectoryRequest.BundleReserved(new BundleId(Sample.group(1), kept), 1)),
                "what was reserved in the epoch before counts no more");
        sample.reserves(1);
        assertInstanceOf(GroupRecord.Ready.class, sample.groupState(1));
    }

    @Test
    void withItsGroupAnActorEnds() {
        sample.asks(new CreateGroup(groupOf(1, GroupSpec.Strategy.PACK, cpus(1))));
        sample.creates(Spec.of(1).in(new BundleId(Sample.group(1), 0)));
        sample.decides();
        sample.asks(new RemoveGroup(Sample.group(1), "closed"));
        assertEquals(ActorEnd.GROUP_REMOVED, ((ActorRecord.Dead) sample.state(1)).cause());
        assertTrue(sample.directory.ledger().nodes().isEmpty());
        assertInstanceOf(Refused.class, sample.creates(Spec.of(2).in(new BundleId(Sample.group(1), 0))));
    }

    @Test
    void aDecisionThatTheStateHasOvertakenChangesNothing() {
        sample.creates(Spec.of(1).taking(cpus(4)));
        sample.creates(Spec.of(2).taking(cpus(4)));
        sample.apply(new DirectoryEntry.ActorPlaced(actor(1), 1, node));
        Directory before = sample.directory;
        sample.apply(new DirectoryEntry.ActorPlaced(actor(2), 1, node)); // no room any more
        sample.apply(new DirectoryEntry.ActorPlaced(actor(2), 2, node)); // another epoch
        sample.apply(new DirectoryEntry.ActorPlaced(actor(2), 1, ProcessId.node(9, 1))); // no such node
        sample.apply(new DirectoryEntry.ActorGivenUp(actor(1), 1, "late"));
        assertEquals(before, sample.directory);
        assertSame(before.view(), sample.directory.view());
    }

    @Test
    void onlyTheLatestDeadAreRemembered() {
        for (int id = 1; id <= DirectoryView.TOMBSTONES + 10; id++) {
            Directory.Applied made = sample.directory.apply(
                    new DirectoryEntry.Asked(new CreateActor(Spec.of(id).spec(), FACTORY)), sample);
            sample.directory = made.directory()
                    .apply(new DirectoryEntry.Asked(new EndActor(actor(id), ActorEnd.KILLED, "")), sample)
                    .directory();
        }
        sample.validate();
        assertEquals(DirectoryView.TOMBSTONES, sample.directory.view().actors().size());
        assertEquals(new NoSuchActor(), sample.asks(new FetchCreation(actor(1), 1)));
    }
}
