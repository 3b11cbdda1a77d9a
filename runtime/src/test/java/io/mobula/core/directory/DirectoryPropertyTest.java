package io.mobula.core.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.directory.DirectoryRequest.ActorEnded;
import io.mobula.core.directory.DirectoryRequest.ActorStarted;
import io.mobula.core.directory.DirectoryRequest.BundleReserved;
import io.mobula.core.directory.DirectoryRequest.CreateActor;
import io.mobula.core.directory.DirectoryRequest.CreateGroup;
import io.mobula.core.directory.DirectoryRequest.EndActor;
import io.mobula.core.directory.DirectoryRequest.RemoveGroup;
import io.mobula.core.directory.DirectoryRequest.SaveSnapshot;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens, in whatever order: the invariants hold, repetition changes nothing, and a listener that hears only parts ends up with the same. */
class DirectoryPropertyTest {
    private static final int STEPS = 600;
    private static final int ACTORS = 60;
    private static final int GROUPS = 8;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    private final Sample sample = new Sample();
    private Random random = new Random(0);
    private int lastNode;
    private int lastDriver = 1;
    private DirectoryView listener = DirectoryView.EMPTY;
    private final Map<ActorId, Integer> epochs = new HashMap<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void theInvariantsHold(long seed) {
        random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step();
            epochsNeverGoBack();
            hear();
        }
        while (listener.version() < sample.directory.view().version()) take(Long.MAX_VALUE);
        assertEquals(sample.directory.view(), listener);
        var deaths = sample.directory.view().dead().size();
        assertTrue(deaths > 5, "only " + deaths + " ends: too dull to say anything");
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0 -> sample.joins(++lastNode, random.nextInt(5));
            case 1 -> {
                if (random.nextInt(3) == 0) any(sample.nodes()).ifPresent(site -> sample.dies(site.node()));
            }
            case 2 -> {
                sample.starts(ProcessId.driver(++lastDriver));
                if (random.nextInt(3) == 0) any(sample.drivers()).ifPresent(sample::dies);
            }
            case 3, 4 -> sample.decides();
            case 5 -> sample.apply(wrongDecision());
            default -> {
                DirectoryRequest request = request();
                DirectoryReply reply = sample.asks(request);
                Directory once = sample.directory;
                DirectoryReply again = sample.asks(request);
                assertEquals(once, sample.directory, request + " a second time");
                assertEquals(once.latest(reply), again, "the answer to the repeated " + request);
            }
        }
    }

    private DirectoryRequest request() {
        ActorId actor = Sample.actor(1 + random.nextInt(ACTORS));
        GroupId group = Sample.group(1 + random.nextInt(GROUPS));
        int epoch = 1 + random.nextInt(3);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> new CreateActor(spec(actor).spec(), Sample.FACTORY);
            case 3 -> new EndActor(actor, ActorEnd.KILLED, "x");
            case 4 -> new ActorStarted(actor, epoch);
            case 5 ->
                new ActorEnded(
                        actor,
                        epoch,
                        random.nextBoolean() ? ActorEnd.NODE_DIED : ActorEnd.STOPPED,
                        "x",
                        new Opaque(new byte[random.nextInt(3)]));
            case 6 -> new SaveSnapshot(actor, epoch, random.nextInt(4), Opaque.EMPTY);
            case 7 -> random.nextBoolean() ? new CreateGroup(groupSpec(group)) : new RemoveGroup(group, "x");
            default -> new BundleReserved(new BundleId(group, random.nextInt(3)), epoch);
        };
    }

    private Spec spec(ActorId actor) {
        ProcessId job = any(sample.drivers()).orElse(Sample.DRIVER);
        Spec spec = Spec.of(actor.high())
                .of(job)
                .taking(random.nextBoolean() ? Demand.NONE : Sample.cpus(1 + random.nextInt(2)))
                .restarting(random.nextInt(4) - 1);
        if (random.nextInt(3) == 0) spec = spec.named("name" + random.nextInt(3));
        if (random.nextInt(4) == 0) spec = spec.asDetached();
        if (random.nextInt(4) == 0)
            spec = spec.in(new BundleId(Sample.group(1 + random.nextInt(GROUPS)), random.nextInt(2)));
        Optional<Scene.Site> site = any(sample.nodes());
        return random.nextInt(3) == 0 && site.isPresent() ? spec.by(site.get().node()) : spec;
    }

    private GroupSpec groupSpec(GroupId group) {
        var bundles = new ArrayList<Demand>();
        for (int i = 0; i <= random.nextInt(3); i++) bundles.add(Sample.cpus(1 + random.nextInt(3)));
        var strategies = GroupSpec.Strategy.values();
        ProcessId job = any(sample.drivers()).orElse(Sample.DRIVER);
        return new GroupSpec(group, job, job, "", strategies[random.nextInt(strategies.length)], bundles);
    }

    /** One that a leader might have made of a state long gone. */
    private DirectoryEntry wrongDecision() {
        ActorId actor = Sample.actor(1 + random.nextInt(ACTORS));
        GroupId group = Sample.group(1 + random.nextInt(GROUPS));
        int epoch = 1 + random.nextInt(3);
        ProcessId node = ProcessId.node(1 + random.nextInt(lastNode + 1), 1);
        return switch (random.nextInt(5)) {
            case 0 -> new DirectoryEntry.ActorPlaced(actor, epoch, node);
            case 1 -> new DirectoryEntry.ActorWaits(actor, epoch, "x" + random.nextInt(2));
            case 2 -> new DirectoryEntry.ActorGivenUp(actor, epoch, "x");
            case 3 -> new DirectoryEntry.GroupPlaced(group, epoch, List.of(node, node));
            default -> new DirectoryEntry.GroupGivenUp(group, epoch, "x");
        };
    }

    private void epochsNeverGoBack() {
        for (ActorRecord actor : sample.directory.view().actors().values()) {
            Integer before = epochs.put(actor.id(), actor.epoch());
            assertTrue(before == null || before <= actor.epoch(), "DIR-4 " + actor);
        }
    }

    /** Now and then, in portions of every size. */
    private void hear() {
        if (random.nextInt(3) == 0) take(random.nextInt(2_000));
    }

    private void take(long bytes) {
        sample.directory
                .view()
                .since(listener.version(), bytes)
                .ifPresent(change -> {
                    assertEquals(listener.version(), change.since());
                    DirectoryView newer = listener.learn(change);
                    assertTrue(newer.version() > listener.version(), "a listener that asks must get on");
                    assertEquals(newer, newer.learn(change), "a second time");
                    listener = newer;
                });
    }

    private <T> Optional<T> any(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }
}
