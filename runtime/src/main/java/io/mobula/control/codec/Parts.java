package io.mobula.control.codec;

import io.mobula.control.proto.CapacityProto;
import io.mobula.control.proto.CodePartProto;
import io.mobula.control.proto.ControlProcessProto;
import io.mobula.control.proto.DeathProto;
import io.mobula.control.proto.JobProto;
import io.mobula.control.proto.ListedNodeProto;
import io.mobula.control.proto.NodeDescriptionProto;
import io.mobula.control.proto.RequestIdProto;
import io.mobula.control.proto.ViewProto;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.Draining;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Share;
import java.util.UUID;

/** The records that entries, snapshots and messages are made of. */
public final class Parts {
    private Parts() {}

    public static ControlProcessProto process(ProcessId id) {
        return ControlProcessProto.newBuilder()
                .setKind(id.isNode() ? 0 : 1)
                .setNumber(id.number())
                .setExecutor(id.executor())
                .setIncarnation(id.incarnation())
                .build();
    }

    public static ProcessId process(ControlProcessProto proto) {
        ProcessId.Kind kind = switch (proto.getKind()) {
            case 0 -> ProcessId.Kind.NODE;
            case 1 -> ProcessId.Kind.DRIVER;
            default -> throw new IllegalArgumentException("no kind of process: " + proto.getKind());
        };
        return new ProcessId(kind, proto.getNumber(), proto.getExecutor(), proto.getIncarnation());
    }

    public static RequestIdProto id(UUID id) {
        return RequestIdProto.newBuilder()
                .setHigh(id.getMostSignificantBits())
                .setLow(id.getLeastSignificantBits())
                .build();
    }

    public static UUID id(RequestIdProto proto) {
        return new UUID(proto.getHigh(), proto.getLow());
    }

    public static NodeDescriptionProto description(NodeDescription node) {
        var proto = NodeDescriptionProto.newBuilder()
                .setName(node.name())
                .setHost(node.host())
                .setAddress(node.address())
                .setUnixSocket(node.unixSocket())
                .setPid(node.pid());
        for (Demand.Amount amount : node.capacity().amounts()) {
            proto.addCapacity(
                    CapacityProto.newBuilder().setResource(amount.resource()).setUnits(amount.units()));
        }
        return proto.build();
    }

    public static NodeDescription description(NodeDescriptionProto proto) {
        var capacity = new Demand(proto.getCapacityList().stream()
                .map(amount -> new Demand.Amount(amount.getResource(), amount.getUnits()))
                .toList());
        return new NodeDescription(
                proto.getName(), proto.getHost(), proto.getAddress(), proto.getUnixSocket(), capacity, proto.getPid());
    }

    public static ListedNodeProto listed(ClusterView.Node node) {
        var description = new NodeDescription(
                node.name(), node.host(), node.address(), node.unixSocket(), node.capacity(), node.pid());
        return ListedNodeProto.newBuilder()
                .setProcess(process(node.process()))
                .setNode(description(description))
                .setControl(node.control())
                .build();
    }

    public static ClusterView.Node listed(ListedNodeProto proto) {
        NodeDescription node = description(proto.getNode());
        return new ClusterView.Node(
                process(proto.getProcess()),
                node.name(),
                node.host(),
                node.address(),
                node.unixSocket(),
                node.capacity(),
                proto.getControl(),
                node.pid());
    }

    public static ViewProto view(ClusterView view) {
        var proto = ViewProto.newBuilder().setVersion(view.version());
        for (ClusterView.Node node : view.nodes()) proto.addNodes(listed(node));
        for (Draining draining : view.draining()) proto.addDraining(OperationCodec.encode(draining));
        return proto.build();
    }

    public static ClusterView view(ViewProto proto) {
        return new ClusterView(
                proto.getVersion(),
                proto.getNodesList().stream().map(Parts::listed).toList(),
                proto.getDrainingList().stream().map(OperationCodec::decode).toList());
    }

    public static JobProto job(Job job) {
        var proto = JobProto.newBuilder().setName(job.name()).setHome(process(job.home()));
        if (job.weight() != Share.EQUAL) proto.setWeight(job.weight());
        for (Job.CodePart part : job.code()) {
            proto.addCode(CodePartProto.newBuilder()
                    .setName(part.name())
                    .setSha256(part.sha256())
                    .setSizeBytes(part.sizeBytes()));
        }
        return proto.build();
    }

    public static Job job(JobProto proto) {
        return new Job(
                proto.getName(),
                process(proto.getHome()),
                proto.getCodeList().stream()
                        .map(part -> new Job.CodePart(part.getName(), part.getSha256(), part.getSizeBytes()))
                        .toList(),
                proto.getWeight() == 0 ? Share.EQUAL : proto.getWeight());
    }

    public static DeathProto death(Died died) {
        return DeathProto.newBuilder()
                .setIndex(died.index())
                .setProcess(process(died.process()))
                .setCause(cause(died.cause()))
                .setDetail(died.detail())
                .build();
    }

    public static Died death(DeathProto proto) {
        return new Died(proto.getIndex(), process(proto.getProcess()), cause(proto.getCause()), proto.getDetail());
    }

    static int cause(Cause cause) {
        return switch (cause) {
            case UNREACHABLE -> 1;
            case RESTARTED -> 2;
            case LEFT -> 3;
            case SESSION_LOST -> 4;
        };
    }

    static Cause cause(int number) {
        return switch (number) {
            case 1 -> Cause.UNREACHABLE;
            case 2 -> Cause.RESTARTED;
            case 3 -> Cause.LEFT;
            case 4 -> Cause.SESSION_LOST;
            default -> throw new IllegalArgumentException("no cause of death: " + number);
        };
    }
}
