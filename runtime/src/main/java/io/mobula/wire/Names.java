package io.mobula.wire;

import io.mobula.api.ObjectId;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import io.mobula.wire.proto.ActorIdProto;
import io.mobula.wire.proto.AmountProto;
import io.mobula.wire.proto.BundleProto;
import io.mobula.wire.proto.CopyProto;
import io.mobula.wire.proto.ProcessIdProto;
import io.mobula.wire.proto.RefProto;
import java.util.ArrayList;
import java.util.List;

/** Names of things, to Protobuf and back. */
public final class Names {
    private Names() {}

    public static ProcessIdProto process(ProcessId id) {
        return ProcessIdProto.newBuilder()
                .setKind(id.isNode() ? 0 : 1)
                .setNumber(id.number())
                .setExecutor(id.executor())
                .setIncarnation(id.incarnation())
                .build();
    }

    public static ProcessId process(ProcessIdProto proto) {
        ProcessId.Kind kind = proto.getKind() == 0 ? ProcessId.Kind.NODE : ProcessId.Kind.DRIVER;
        return new ProcessId(kind, proto.getNumber(), proto.getExecutor(), proto.getIncarnation());
    }

    static RefProto ref(RefKey ref) {
        return RefProto.newBuilder()
                .setObjectHigh(ref.object().high())
                .setObjectLow(ref.object().low())
                .setOwner(process(ref.owner()))
                .setRun(ref.run())
                .build();
    }

    static RefKey ref(RefProto proto) {
        return new RefKey(
                new ObjectId(proto.getObjectHigh(), proto.getObjectLow()), process(proto.getOwner()), proto.getRun());
    }

    static List<RefKey> refs(List<RefProto> protos) {
        if (protos.isEmpty()) return List.of();
        var refs = new ArrayList<RefKey>(protos.size());
        for (RefProto proto : protos) refs.add(ref(proto));
        return List.copyOf(refs);
    }

    static CopyProto copy(CopyKey copy) {
        return CopyProto.newBuilder()
                .setRef(ref(copy.ref()))
                .setPush(copy.push())
                .build();
    }

    static CopyKey copy(CopyProto proto) {
        return new CopyKey(ref(proto.getRef()), proto.getPush());
    }

    static ActorIdProto actor(ActorId actor) {
        return ActorIdProto.newBuilder()
                .setHigh(actor.high())
                .setLow(actor.low())
                .build();
    }

    static ActorId actor(ActorIdProto proto) {
        return new ActorId(proto.getHigh(), proto.getLow());
    }

    static BundleProto bundle(BundleId bundle) {
        return BundleProto.newBuilder()
                .setGroupHigh(bundle.group().high())
                .setGroupLow(bundle.group().low())
                .setIndex(bundle.index())
                .build();
    }

    static BundleId bundle(BundleProto proto) {
        return new BundleId(new GroupId(proto.getGroupHigh(), proto.getGroupLow()), proto.getIndex());
    }

    static List<AmountProto> amounts(Demand demand) {
        return demand.amounts().stream()
                .map(amount -> AmountProto.newBuilder()
                        .setResource(amount.resource())
                        .setUnits(amount.units())
                        .build())
                .toList();
    }

    static Demand demand(List<AmountProto> protos) {
        return new Demand(protos.stream()
                .map(proto -> new Demand.Amount(proto.getResource(), proto.getUnits()))
                .toList());
    }
}
