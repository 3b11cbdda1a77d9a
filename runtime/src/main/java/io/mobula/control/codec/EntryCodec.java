package io.mobula.control.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.control.proto.ControlAnswerProto;
import io.mobula.control.proto.ControlEntryProto;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.NodeRole;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import java.util.Optional;

/** Entries as the log keeps them, and the answers that come with their commit. */
public final class EntryCodec {
    private EntryCodec() {}

    public static byte[] encode(ControlEntry entry) {
        var proto = ControlEntryProto.newBuilder();
        switch (entry) {
            case ControlEntry.ClusterCreated created ->
                proto.setClusterCreated(
                        ControlEntryProto.ClusterCreated.newBuilder().setCluster(Parts.id(created.cluster())));
            case ControlEntry.NodeJoined joined ->
                proto.setNodeJoined(ControlEntryProto.NodeJoined.newBuilder()
                        .setRequest(Parts.id(joined.request()))
                        .setNode(Parts.description(joined.node()))
                        .setControl(joined.role() == NodeRole.CONTROL)
                        .setMember(joined.member()));
            case ControlEntry.NodeDown down ->
                proto.setNodeDown(ControlEntryProto.Down.newBuilder()
                        .setProcess(Parts.process(down.node()))
                        .setCause(Parts.cause(down.cause()))
                        .setDetail(down.detail()));
            case ControlEntry.NodeDraining(var draining) -> proto.setNodeDraining(OperationCodec.encode(draining));
            case ControlEntry.NodeUndrained(var node) -> proto.setNodeUndrained(Parts.process(node));
            case ControlEntry.JobStarted started ->
                proto.setJobStarted(ControlEntryProto.JobStarted.newBuilder()
                        .setRequest(Parts.id(started.request()))
                        .setJob(Parts.job(started.job())));
            case ControlEntry.DriverDown down ->
                proto.setDriverDown(ControlEntryProto.Down.newBuilder()
                        .setProcess(Parts.process(down.driver()))
                        .setCause(Parts.cause(down.cause()))
                        .setDetail(down.detail()));
            case ControlEntry.Settled settled ->
                proto.setSettled(ControlEntryProto.Settled.newBuilder()
                        .setIndex(settled.index())
                        .setBirths(settled.births()));
            case ControlEntry.Directed directed -> {
                var inner = ControlEntryProto.Directed.newBuilder();
                for (DirectoryEntry step : directed.steps()) inner.addSteps(DirectoryCodec.encode(step));
                proto.setDirected(inner);
            }
        }
        return proto.build().toByteArray();
    }

    public static ControlEntry decodeEntry(byte[] bytes) throws InvalidProtocolBufferException {
        var proto = ControlEntryProto.parseFrom(bytes);
        return switch (proto.getEntryCase()) {
            case CLUSTER_CREATED ->
                new ControlEntry.ClusterCreated(
                        Parts.id(proto.getClusterCreated().getCluster()));
            case NODE_JOINED -> {
                var joined = proto.getNodeJoined();
                yield new ControlEntry.NodeJoined(
                        Parts.id(joined.getRequest()),
                        Parts.description(joined.getNode()),
                        joined.getControl() ? NodeRole.CONTROL : NodeRole.WORKER,
                        joined.getMember());
            }
            case NODE_DOWN -> {
                var down = proto.getNodeDown();
                yield new ControlEntry.NodeDown(
                        Parts.process(down.getProcess()), Parts.cause(down.getCause()), down.getDetail());
            }
            case NODE_DRAINING -> new ControlEntry.NodeDraining(OperationCodec.decode(proto.getNodeDraining()));
            case NODE_UNDRAINED -> new ControlEntry.NodeUndrained(Parts.process(proto.getNodeUndrained()));
            case JOB_STARTED -> {
                var started = proto.getJobStarted();
                yield new ControlEntry.JobStarted(Parts.id(started.getRequest()), Parts.job(started.getJob()));
            }
            case DRIVER_DOWN -> {
                var down = proto.getDriverDown();
                yield new ControlEntry.DriverDown(
                        Parts.process(down.getProcess()), Parts.cause(down.getCause()), down.getDetail());
            }
            case SETTLED ->
                new ControlEntry.Settled(
                        proto.getSettled().getIndex(), proto.getSettled().getBirths());
            case DIRECTED ->
                new ControlEntry.Directed(proto.getDirected().getStepsList().stream()
                        .map(DirectoryCodec::decode)
                        .toList());
            case ENTRY_NOT_SET -> throw new InvalidProtocolBufferException("a control entry of an unknown kind");
        };
    }

    public static byte[] encodeAnswer(EntryAnswer answer) {
        var proto = ControlAnswerProto.newBuilder();
        answer.process().ifPresent(process -> proto.setProcess(Parts.process(process)));
        for (DirectoryReply reply : answer.replies()) proto.addReplies(DirectoryCodec.encode(reply));
        return proto.build().toByteArray();
    }

    public static EntryAnswer decodeAnswer(byte[] bytes) throws InvalidProtocolBufferException {
        var proto = ControlAnswerProto.parseFrom(bytes);
        return new EntryAnswer(
                proto.hasProcess() ? Optional.of(Parts.process(proto.getProcess())) : Optional.empty(),
                proto.getRepliesList().stream().map(DirectoryCodec::decode).toList());
    }
}
