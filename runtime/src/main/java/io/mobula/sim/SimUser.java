package io.mobula.sim;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.BundleId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Submits random work from a driver: chains, fans, nested tasks, failures, deadlines, cancels. */
final class SimUser {
    private final SimProcess driver;
    private final SimWorld world;
    private final SplittableRandom random;
    private final Script.Refs[] refs = Script.Refs.values();
    private final List<SimCell> mine = new ArrayList<>();
    /** Held to the end, and no task's argument. */
    private final List<SimCell> kept = new ArrayList<>();

    SimUser(SimProcess driver, SimWorld world, SplittableRandom random) {
        this.driver = driver;
        this.world = world;
        this.random = random;
    }

    void begin() {
        int count = random.nextInt(5, 60);
        for (int i = 0; i < count; i++) {
            driver.later(random.nextLong(3_000_000_000L), "submit", this::submit);
            if (random.nextInt(4) == 0) driver.later(random.nextLong(3_500_000_000L), "drop", this::drop);
            if (random.nextInt(5) == 0) driver.later(random.nextLong(2_000_000_000L), "start actor", this::startActor);
            if (random.nextInt(10) == 0) driver.later(random.nextLong(2_500_000_000L), "reserve", this::reserve);
            if (random.nextInt(60) == 0) driver.later(random.nextLong(3_500_000_000L), "kill", this::kill);
            if (random.nextInt(60) == 0) driver.later(random.nextLong(3_500_000_000L), "remove", this::remove);
            if (random.nextInt(6) == 0) driver.later(random.nextLong(3_000_000_000L), "cancel", this::cancel);
            if (random.nextInt(2) == 0) driver.later(random.nextLong(3_900_000_000L), "read", this::read);
            if (random.nextInt(12) == 0) driver.later(random.nextLong(2_000_000_000L), "chain", this::chain);
        }
    }

    private void submit() {
        var arguments = new ArrayList<SimCell>();
        for (int n = random.nextInt(4); n > 1 && !mine.isEmpty(); n--) {
            SimCell argument = mine.get(random.nextInt(mine.size()));
            if (!arguments.contains(argument)) arguments.add(argument);
        }
        long deadline = random.nextInt(8) == 0
                ? world.timeline().now() + random.nextLong(1_000_000, 500_000_000)
                : Long.MAX_VALUE;
        SimCell cell = random.nextInt(3) == 0
                ? driver.submit(script(2), arguments, random.nextInt(4), deadline, SimKinds.any(random))
                : driver.submit(script(2), arguments, random.nextInt(4), deadline);
        mine.add(cell);
        world.submitted(cell);
        for (int n = random.nextInt(4); n > 0; n--) call(arguments, deadline);
        if (random.nextInt(3) == 0) submitInBundle();
    }

    private void call(List<SimCell> arguments, long deadline) {
        world.actors().any().ifPresent(actor -> {
            if (world.isOver(actor.id()) && random.nextInt(8) > 0) return; // the dead are called now and then
            String lane = random.nextInt(4) == 0 ? "reads" : "";
            List<SimCell> taken = random.nextInt(3) == 0 ? arguments : List.of();
            SimCell cell = driver.call(actor, lane, script(1), taken, deadline);
            cell.exits = random.nextInt(60) == 0;
            (random.nextInt(3) == 0 ? mine : kept).add(cell); // what depends on a call shares its fate
            world.submitted(cell);
        });
    }

    private void submitInBundle() {
        world.actors().anyGroup().ifPresent(group -> {
            if (world.isOver(group.id()) && random.nextInt(8) > 0) return;
            var bundle = new BundleId(group.id(), random.nextInt(group.bundles().size()));
            SimCell cell = driver.submitIn(bundle, script(1), random.nextInt(3));
            mine.add(cell);
            world.submitted(cell);
        });
    }

    private void startActor() {
        ActorSpec actor = world.actors().actor(driver.self());
        boolean eager = random.nextInt(4) == 0; // called before anybody knows whether it has been created
        if (eager) world.actors().called(actor);
        driver.later(random.nextLong(100_000, 10_000_000), "starts " + actor.id(), () -> {
            var reply = world.control().ask(new DirectoryRequest.CreateActor(actor, Opaque.EMPTY));
            if (!(reply instanceof DirectoryReply.Found found)) return;
            driver.core().learned(found.actor());
            if (!eager) world.actors().called(actor);
        });
    }

    private void reserve() {
        GroupSpec group = world.actors().group(driver.self());
        driver.later(random.nextLong(100_000, 10_000_000), "reserves " + group, () -> {
            if (world.control().ask(new DirectoryRequest.CreateGroup(group)) instanceof DirectoryReply.FoundGroup)
                world.actors().reserved(group);
        });
    }

    private void kill() {
        world.actors()
                .any()
                .ifPresent(actor -> ask(new DirectoryRequest.EndActor(actor.id(), ActorEnd.KILLED, "by a user")));
    }

    private void remove() {
        world.actors().anyGroup().ifPresent(group -> ask(new DirectoryRequest.RemoveGroup(group.id(), "by a user")));
    }

    private void ask(DirectoryRequest request) {
        driver.later(random.nextLong(100_000, 10_000_000), "asks " + request, () -> {
            var _ = world.control().ask(request);
        });
    }

    private Script script(int depth) {
        int failures = random.nextInt(10) == 0 ? random.nextInt(1, 3) : 0;
        long run =
                random.nextInt(5) == 0 ? random.nextLong(10_000_000, 300_000_000) : random.nextLong(1_000, 2_000_000);
        var children = new ArrayList<Script>();
        if (depth > 0 && random.nextInt(5) == 0)
            for (int n = random.nextInt(1, 4); n > 0; n--) children.add(script(depth - 1));
        return new Script(random.nextLong(1, 1L << 40), run, failures, children, refs[random.nextInt(refs.length)]);
    }

    /** Each of the one before, and only the last is kept: or two of them, which share what they are made of. */
    private void chain() {
        SimCell last = driver.submit(script(0), List.of(), 3, Long.MAX_VALUE);
        world.submitted(last);
        for (int n = random.nextInt(1, 6); n > 0; n--) {
            SimCell before = last;
            boolean forks = random.nextInt(3) == 0;
            for (int branches = forks ? 2 : 1; branches > 0; branches--) {
                last = driver.submit(script(0), List.of(before), 3, Long.MAX_VALUE);
                world.submitted(last);
                if (branches == 2) mine.add(last);
            }
            driver.drop(before);
        }
        mine.add(last);
    }

    private void read() {
        if (mine.isEmpty()) return;
        SimCell cell = mine.get(random.nextInt(mine.size()));
        Outcome ended = cell.outcome();
        if (ended instanceof Outcome.Stored && random.nextInt(3) == 0)
            driver.reader().persist(cell);
        else if (ended != null) driver.reader().read(cell, ended, outcome -> world.wasRead(cell, outcome));
    }

    /** Nobody will ask for this one any more. */
    private void drop() {
        if (mine.isEmpty()) return;
        driver.drop(mine.remove(random.nextInt(mine.size())));
    }

    void leave() {
        driver.stimulate(() -> {
            mine.forEach(driver::drop);
            mine.clear();
            kept.forEach(driver::drop);
            kept.clear();
        });
    }

    private void cancel() {
        if (mine.isEmpty()) return;
        SimCell cell = mine.get(random.nextInt(mine.size()));
        cell.cancelled = true;
        driver.core().givenUp(cell.ref.run(), new Failure.Cancelled());
    }
}
