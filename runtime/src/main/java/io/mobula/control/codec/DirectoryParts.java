package io.mobula.control.codec;

import io.mobula.control.proto.ActorIdProto;
import io.mobula.control.proto.ActorRecordProto;
import io.mobula.control.proto.ActorSpecProto;
import io.mobula.control.proto.BundleIdProto;
import io.mobula.control.proto.CapacityProto;
import io.mobula.control.proto.DemandProto;
import io.mobula.control.proto.DirectoryChangeProto;
import io.mobula.control.proto.DirectoryEntryProto;
import io.mobula.control.proto.DirectoryRequestProto;
import io.mobula.control.proto.GroupIdProto;
import io.mobula.control.proto.GroupRecordProto;
import io.mobula.control.proto.GroupSpecProto;
import io.mobula.control.proto.HandleProto;
import io.mobula.control.proto.LaneProto;
import io.mobula.control.proto.NodesProto;
import io.mobula.control.proto.WaitingProto;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.api.ObjectId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;

/** The directory's records. */
public final class DirectoryParts {
    private DirectoryParts() {}

    public static ActorRecordProto record(ActorRecord actor) {
        var proto = ActorRecordProto.newBuilder()
                .setSpec(spec(actor.spec()))
                .setVersion(actor.version())
                .setEpoch(actor.epoch());
        switch (actor.state()) {
            case ActorRecord.Waiting waiting -> proto.setWaiting(waiting(waiting.why()));
            case ActorRecord.Placed placed -> proto.setPlaced(Parts.process(placed.at()));
            case ActorRecord.Alive alive -> proto.setAlive(Parts.process(alive.at()));
            case ActorRecord.Dead dead ->
                proto.setDead(ActorRecordProto.Dead.newBuilder()
                        .setCause(dead.cause().code())
                        .setDetail(dead.detail())
                        .setFailure(DirectoryCodec.bytes(dead.failure())));
        }
        return proto.build();
    }

    public static ActorRecord record(ActorRecordProto proto) {
        ActorRecord.State state = switch (proto.getStateCase()) {
            case WAITING -> new ActorRecord.Waiting(proto.getWaiting().getWhy());
            case PLACED -> new ActorRecord.Placed(Parts.process(proto.getPlaced()));
            case ALIVE -> new ActorRecord.Alive(Parts.process(proto.getAlive()));
            case DEAD ->
                new ActorRecord.Dead(
                        end(proto.getDead().getCause()),
                        proto.getDead().getDetail(),
                        DirectoryCodec.opaque(proto.getDead().getFailure()));
            case STATE_NOT_SET -> throw new IllegalArgumentException("an actor in an unknown state");
        };
        return new ActorRecord(spec(proto.getSpec()), proto.getVersion(), proto.getEpoch(), state);
    }

    public static GroupRecordProto record(GroupRecord group) {
        var proto = GroupRecordProto.newBuilder()
                .setSpec(spec(group.spec()))
                .setVersion(group.version())
                .setEpoch(group.epoch());
        switch (group.state()) {
            case GroupRecord.Waiting waiting -> proto.setWaiting(waiting(waiting.why()));
            case GroupRecord.Placed placed -> proto.setPlaced(nodes(placed.nodes()));
            case GroupRecord.Ready ready -> proto.setReady(nodes(ready.nodes()));
            case GroupRecord.Removed removed -> proto.setRemoved(waiting(removed.why()));
        }
        return proto.build();
    }

    public static GroupRecord record(GroupRecordProto proto) {
        GroupRecord.State state = switch (proto.getStateCase()) {
            case WAITING -> new GroupRecord.Waiting(proto.getWaiting().getWhy());
            case PLACED -> new GroupRecord.Placed(nodes(proto.getPlaced()));
            case READY -> new GroupRecord.Ready(nodes(proto.getReady()));
            case REMOVED -> new GroupRecord.Removed(proto.getRemoved().getWhy());
            case STATE_NOT_SET -> throw new IllegalArgumentException("a group in an unknown state");
        };
        return new GroupRecord(spec(proto.getSpec()), proto.getVersion(), proto.getEpoch(), state);
    }

    public static DirectoryChangeProto change(DirectoryChange change) {
        var proto = DirectoryChangeProto.newBuilder().setSince(change.since()).setVersion(change.version());
        for (ActorRecord actor : change.actors()) proto.addActors(record(actor));
        for (GroupRecord group : change.groups()) proto.addGroups(record(group));
        return proto.build();
    }

    public static DirectoryChange change(DirectoryChangeProto proto) {
        return new DirectoryChange(
                proto.getSince(),
                proto.getVersion(),
                proto.getActorsList().stream().map(DirectoryParts::record).toList(),
                proto.getGroupsList().stream().map(DirectoryParts::record).toList());
    }

    static ActorSpecProto spec(ActorSpec spec) {
        var proto = ActorSpecProto.newBuilder()
                .setId(id(spec.id()))
                .setJob(Parts.process(spec.job()))
                .setOwner(Parts.process(spec.owner()))
                .setNamespace(spec.namespace())
                .setName(spec.name())
                .setType(spec.type())
                .addAllDemand(amounts(spec.demand()))
                .setMaxRestarts(spec.policy().maxRestarts())
                .setMaxTaskRetries(spec.policy().maxTaskRetries())
                .setMaxPendingCalls(spec.policy().maxPendingCalls())
                .setDetached(spec.policy().detached())
                .setSnapshotNanos(spec.policy().snapshotNanos());
        spec.handle()
                .ifPresent(handle -> proto.setHandle(HandleProto.newBuilder()
                        .setObjectHigh(handle.object().high())
                        .setObjectLow(handle.object().low())
                        .setOwner(Parts.process(handle.owner()))
                        .setRun(handle.run())));
        spec.bundle().ifPresent(bundle -> proto.setBundle(id(bundle)));
        for (ActorSpec.Lane lane : spec.lanes())
            proto.addLanes(LaneProto.newBuilder().setName(lane.name()).setLimit(lane.limit()));
        return proto.build();
    }

    static ActorSpec spec(ActorSpecProto proto) {
        HandleProto handle = proto.getHandle();
        return new ActorSpec(
                id(proto.getId()),
                Parts.process(proto.getJob()),
                Parts.process(proto.getOwner()),
                proto.hasHandle()
                        ? Optional.of(new RefKey(
                                new ObjectId(handle.getObjectHigh(), handle.getObjectLow()),
                                Parts.process(handle.getOwner()),
                                handle.getRun()))
                        : Optional.empty(),
                proto.getNamespace(),
                proto.getName(),
                proto.getType(),
                demand(proto.getDemandList()),
                proto.hasBundle() ? Optional.of(id(proto.getBundle())) : Optional.empty(),
                proto.getLanesList().stream()
                        .map(lane -> new ActorSpec.Lane(lane.getName(), lane.getLimit()))
                        .toList(),
                new ActorSpec.Policy(
                        proto.getMaxRestarts(),
                        proto.getMaxTaskRetries(),
                        proto.getMaxPendingCalls(),
                        proto.getDetached(),
                        proto.getSnapshotNanos()));
    }

    static GroupSpecProto spec(GroupSpec spec) {
        var proto = GroupSpecProto.newBuilder()
                .setId(id(spec.id()))
                .setJob(Parts.process(spec.job()))
                .setOwner(Parts.process(spec.owner()))
                .setName(spec.name())
                .setStrategy(strategy(spec.strategy()));
        for (Demand bundle : spec.bundles())
            proto.addBundles(DemandProto.newBuilder().addAllAmounts(amounts(bundle)));
        return proto.build();
    }

    static GroupSpec spec(GroupSpecProto proto) {
        return new GroupSpec(
                id(proto.getId()),
                Parts.process(proto.getJob()),
                Parts.process(proto.getOwner()),
                proto.getName(),
                strategy(proto.getStrategy()),
                proto.getBundlesList().stream()
                        .map(bundle -> demand(bundle.getAmountsList()))
                        .toList());
    }

    private static int strategy(GroupSpec.Strategy strategy) {
        return switch (strategy) {
            case PACK -> 1;
            case SPREAD -> 2;
            case STRICT_PACK -> 3;
            case STRICT_SPREAD -> 4;
        };
    }

    private static GroupSpec.Strategy strategy(int number) {
        return switch (number) {
            case 1 -> GroupSpec.Strategy.PACK;
            case 2 -> GroupSpec.Strategy.SPREAD;
            case 3 -> GroupSpec.Strategy.STRICT_PACK;
            case 4 -> GroupSpec.Strategy.STRICT_SPREAD;
            default -> throw new IllegalArgumentException("no strategy of a group: " + number);
        };
    }

    static ActorEnd end(int code) {
        for (ActorEnd end : ActorEnd.values()) if (end.code() == code) return end;
        throw new IllegalArgumentException("no end of an actor: " + code);
    }

    static ActorIdProto id(ActorId id) {
        return ActorIdProto.newBuilder().setHigh(id.high()).setLow(id.low()).build();
    }

    static ActorId id(ActorIdProto proto) {
        return new ActorId(proto.getHigh(), proto.getLow());
    }

    static GroupIdProto id(GroupId id) {
        return GroupIdProto.newBuilder().setHigh(id.high()).setLow(id.low()).build();
    }

    static GroupId id(GroupIdProto proto) {
        return new GroupId(proto.getHigh(), proto.getLow());
    }

    static BundleIdProto id(BundleId id) {
        return BundleIdProto.newBuilder().setGroup(id(id.group())).setIndex(id.index()).build();
    }

    static BundleId id(BundleIdProto proto) {
        return new BundleId(id(proto.getGroup()), proto.getIndex());
    }

    static DirectoryRequestProto.Life life(ActorId actor, int epoch) {
        return DirectoryRequestProto.Life.newBuilder()
                .setActor(id(actor))
                .setEpoch(epoch)
                .build();
    }

    static DirectoryEntryProto.ActorExplained explained(ActorId actor, int epoch, String why) {
        return DirectoryEntryProto.ActorExplained.newBuilder()
                .setActor(id(actor))
                .setEpoch(epoch)
                .setWhy(why)
                .build();
    }

    static DirectoryEntryProto.GroupExplained explained(GroupId group, int epoch, String why) {
        return DirectoryEntryProto.GroupExplained.newBuilder()
                .setGroup(id(group))
                .setEpoch(epoch)
                .setWhy(why)
                .build();
    }

    private static List<CapacityProto> amounts(Demand demand) {
        return demand.amounts().stream()
                .map(amount -> CapacityProto.newBuilder()
                        .setResource(amount.resource())
                        .setUnits(amount.units())
                        .build())
                .toList();
    }

    private static Demand demand(List<CapacityProto> amounts) {
        return new Demand(amounts.stream()
                .map(amount -> new Demand.Amount(amount.getResource(), amount.getUnits()))
                .toList());
    }

    private static WaitingProto waiting(String why) {
        return WaitingProto.newBuilder().setWhy(why).build();
    }

    private static NodesProto nodes(List<ProcessId> nodes) {
        return NodesProto.newBuilder()
                .addAllNodes(nodes.stream().map(Parts::process).toList())
                .build();
    }

    private static List<ProcessId> nodes(NodesProto proto) {
        return proto.getNodesList().stream().map(Parts::process).toList();
    }
}
