package io.mobula.control.codec;

import io.mobula.control.proto.DrainingProto;
import io.mobula.control.proto.OperationAnswerProto;
import io.mobula.control.proto.OperationProto;
import io.mobula.control.proto.ReplicaProto;
import io.mobula.core.control.Draining;
import io.mobula.core.control.Operation;
import io.mobula.core.control.OperationAnswer;
import io.mobula.core.control.Replica;

/** What operators ask, and what comes of it: the same bytes between nodes and from the command line. */
public final class OperationCodec {
    private OperationCodec() {}

    public static OperationProto encode(Operation operation) {
        var proto = OperationProto.newBuilder();
        switch (operation) {
            case Operation.Report _ -> proto.setReport(true);
            case Operation.Change change ->
                proto.setChange(OperationProto.Change.newBuilder()
                        .addAllAdd(change.add())
                        .addAllRemove(change.remove()));
            case Operation.Transfer transfer -> proto.setTransfer(transfer.node());
            case Operation.Drain drain ->
                proto.setDrain(OperationProto.Drain.newBuilder()
                        .setNode(drain.node())
                        .setAim(aim(drain.aim()))
                        .setLimitMillis(drain.limitMillis()));
            case Operation.Undrain undrain -> proto.setUndrain(undrain.node());
        }
        return proto.build();
    }

    public static Operation decode(OperationProto proto) {
        return switch (proto.getOperationCase()) {
            case REPORT -> new Operation.Report();
            case CHANGE ->
                new Operation.Change(
                        proto.getChange().getAddList(), proto.getChange().getRemoveList());
            case TRANSFER -> new Operation.Transfer(proto.getTransfer());
            case DRAIN ->
                new Operation.Drain(
                        proto.getDrain().getNode(),
                        aim(proto.getDrain().getAim()),
                        proto.getDrain().getLimitMillis());
            case UNDRAIN -> new Operation.Undrain(proto.getUndrain());
            case OPERATION_NOT_SET -> throw new IllegalArgumentException("an operation of an unknown kind");
        };
    }

    public static OperationAnswerProto encode(OperationAnswer answer) {
        var proto = OperationAnswerProto.newBuilder();
        switch (answer) {
            case OperationAnswer.Refused refused -> proto.setRefused(refused.text());
            case OperationAnswer.Reported reported -> {
                var inner = OperationAnswerProto.Reported.newBuilder()
                        .setLeader(reported.leader())
                        .setTerm(reported.term());
                for (OperationAnswer.Keeper keeper : reported.keepers())
                    inner.addKeepers(OperationAnswerProto.Keeper.newBuilder()
                            .setNode(keeper.node())
                            .setContact(keeper.contact())
                            .setId(keeper.id())
                            .setLeads(keeper.leads())
                            .setApplied(keeper.applied())
                            .setSilentMillis(keeper.silentMillis()));
                proto.setReported(inner);
            }
        }
        return proto.build();
    }

    public static OperationAnswer decode(OperationAnswerProto proto) {
        return switch (proto.getAnswerCase()) {
            case REFUSED -> new OperationAnswer.Refused(proto.getRefused());
            case REPORTED ->
                new OperationAnswer.Reported(
                        proto.getReported().getLeader(),
                        proto.getReported().getTerm(),
                        proto.getReported().getKeepersList().stream()
                                .map(OperationCodec::keeper)
                                .toList());
            case ANSWER_NOT_SET -> throw new IllegalArgumentException("an answer of an unknown kind");
        };
    }

    private static OperationAnswer.Keeper keeper(OperationAnswerProto.Keeper proto) {
        return new OperationAnswer.Keeper(
                proto.getNode(),
                proto.getContact(),
                proto.getId(),
                proto.getLeads(),
                proto.getApplied(),
                proto.getSilentMillis());
    }

    static DrainingProto encode(Draining draining) {
        return DrainingProto.newBuilder()
                .setNode(Parts.process(draining.node()))
                .setAim(aim(draining.aim()))
                .setLimitMillis(draining.limitMillis())
                .build();
    }

    static Draining decode(DrainingProto proto) {
        return new Draining(Parts.process(proto.getNode()), aim(proto.getAim()), proto.getLimitMillis());
    }

    private static int aim(Draining.Aim aim) {
        return switch (aim) {
            case LEAVE -> 1;
            case RESTART -> 2;
        };
    }

    private static Draining.Aim aim(int number) {
        return switch (number) {
            case 1 -> Draining.Aim.LEAVE;
            case 2 -> Draining.Aim.RESTART;
            default -> throw new IllegalArgumentException("no aim of draining: " + number);
        };
    }

    public static ReplicaProto encode(Replica replica) {
        return ReplicaProto.newBuilder()
                .setId(replica.id())
                .setAddress(replica.address())
                .setContact(replica.contact())
                .build();
    }

    public static Replica decode(ReplicaProto proto) {
        return new Replica(proto.getId(), proto.getAddress(), proto.getContact());
    }
}
