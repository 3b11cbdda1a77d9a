package io.mobula.core.directory;

import io.mobula.core.directory.DirectoryRequest.CreateActor;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A directory, the cluster around it, and short words for what happens to both. */
public final class Sample implements Scene {
    public static final ProcessId DRIVER = ProcessId.driver(1);
    public static final Opaque FACTORY = new Opaque(new byte[] {1, 2, 3});

    private final TreeMap<ProcessId, Site> nodes = new TreeMap<>();
    private final TreeSet<ProcessId> drivers = new TreeSet<>();
    Directory directory = Directory.EMPTY;

    Sample() {
        drivers.add(DRIVER);
    }

    /** A spec to be varied. */
    public record Spec(
            long id, ProcessId job, ProcessId owner, String name, Demand demand, Optional<BundleId> bundle, int restarts, boolean detached) {
        public static Spec of(long id) {
            return new Spec(id, DRIVER, DRIVER, "", Demand.NONE, Optional.empty(), 0, false);
        }

        Spec named(String other) {
            return new Spec(id, job, owner, other, demand, bundle, restarts, detached);
        }

        Spec by(ProcessId other) {
            return new Spec(id, job, other, name, demand, bundle, restarts, detached);
        }

        Spec of(ProcessId otherJob) {
            return new Spec(id, otherJob, otherJob, name, demand, bundle, restarts, detached);
        }

        Spec taking(Demand other) {
            return new Spec(id, job, owner, name, other, bundle, restarts, detached);
        }

        Spec in(BundleId other) {
            return new Spec(id, job, owner, name, demand, Optional.of(other), restarts, detached);
        }

        Spec restarting(int count) {
            return new Spec(id, job, owner, name, demand, bundle, count, detached);
        }

        Spec asDetached() {
            return new Spec(id, job, owner, name, demand, bundle, restarts, true);
        }

        public ActorSpec spec() {
            return new ActorSpec(
                    actor(id),
                    job,
                    owner,
                    Optional.empty(),
                    "default",
                    name,
                    "app.Counter",
                    demand,
                    bundle,
                    List.of(new ActorSpec.Lane("", 1)),
                    new ActorSpec.Policy(restarts, 0, Integer.MAX_VALUE, detached, 0));
        }
    }

    public static ActorId actor(long id) {
        return new ActorId(id, id);
    }

    public static GroupId group(long id) {
        return new GroupId(id, id);
    }

    public static Demand cpus(int count) {
        return new Demand(List.of(new Demand.Amount("cpu", count * Demand.UNIT)));
    }

    static GroupSpec groupOf(long id, GroupSpec.Strategy strategy, Demand... bundles) {
        return new GroupSpec(group(id), DRIVER, DRIVER, "", strategy, List.of(bundles));
    }

    /** A node of so many cores. */
    ProcessId joins(int number, int cpus) {
        return joins(ProcessId.node(number, 1), cpus(cpus));
    }

    ProcessId joins(ProcessId node, Demand capacity) {
        nodes.put(node, new Site(node, "n" + node.number(), capacity));
        return node;
    }

    void starts(ProcessId driver) {
        drivers.add(driver);
    }

    void dies(ProcessId process) {
        nodes.remove(process);
        drivers.remove(process);
        directory = directory.died(process, "gone");
        validate();
    }

    DirectoryReply asks(DirectoryRequest request) {
        return apply(new DirectoryEntry.Asked(request)).orElseThrow();
    }

    DirectoryReply creates(Spec spec) {
        return asks(new CreateActor(spec.spec(), FACTORY));
    }

    Optional<DirectoryReply> apply(DirectoryEntry entry) {
        Directory.Applied applied = directory.apply(entry, this);
        directory = applied.directory();
        validate();
        return applied.reply();
    }

    /** All that can be decided, until nothing can; what is infeasible then is named. */
    List<DirectoryDecisions.Infeasible> decides() {
        while (true) {
            var decisions = DirectoryDecisions.decide(directory, this);
            if (decisions.entries().isEmpty()) return decisions.infeasible();
            decisions.entries().forEach(this::apply);
        }
    }

    /** Every bundle that has a node is reserved there. */
    void reserves(long id) {
        GroupRecord group = directory.view().groups().get(group(id));
        for (int i = 0; i < group.spec().bundles().size(); i++)
            asks(new DirectoryRequest.BundleReserved(new BundleId(group(id), i), group.epoch()));
    }

    ActorRecord record(long id) {
        return directory.view().actor(actor(id)).orElseThrow();
    }

    ActorRecord.State state(long id) {
        return record(id).state();
    }

    GroupRecord.State groupState(long id) {
        return directory.view().groups().get(group(id)).state();
    }

    void validate() {
        DirectoryInvariants.validate(directory, this);
    }

    List<ProcessId> drivers() {
        return new ArrayList<>(drivers);
    }

    @Override
    public List<Site> nodes() {
        return Collections.unmodifiableList(new ArrayList<>(nodes.values()));
    }

    @Override
    public Optional<Site> node(ProcessId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    @Override
    public boolean lives(ProcessId process) {
        return process.isNode() ? nodes.containsKey(process) : drivers.contains(process);
    }
}
