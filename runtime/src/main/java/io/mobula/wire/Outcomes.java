package io.mobula.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.mobula.core.id.GroupId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Failure.CopyLost.Why;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Value;
import io.mobula.wire.proto.ActorDiedProto;
import io.mobula.wire.proto.ActorUnavailableProto;
import io.mobula.wire.proto.ApplicationProto;
import io.mobula.wire.proto.ArgumentsTooLargeProto;
import io.mobula.wire.proto.CopyLostProto;
import io.mobula.wire.proto.FailureProto;
import io.mobula.wire.proto.GroupGoneProto;
import io.mobula.wire.proto.InfeasibleProto;
import io.mobula.wire.proto.LostProto;
import io.mobula.wire.proto.OutcomeProto;
import io.mobula.wire.proto.StoredProto;
import io.mobula.wire.proto.ValueProto;
import io.mobula.wire.value.Encoded;

/** Outcomes, to Protobuf and back. */
final class Outcomes {
    private Outcomes() {}

    static OutcomeProto proto(Outcome outcome) {
        var proto = OutcomeProto.newBuilder();
        switch (outcome) {
            case Outcome.Inline inline -> proto.setInline(value(inline.value()));
            case Outcome.Stored stored -> proto.setStored(stored(stored));
            case Outcome.Failed(Failure failure) -> proto.setFailed(failure(failure));
        }
        return proto.build();
    }

    static Outcome outcome(OutcomeProto proto) throws UnknownFrame {
        return switch (proto.getKindCase()) {
            case INLINE -> inline(value(proto.getInline()));
            case STORED -> stored(proto.getStored());
            case FAILED -> new Outcome.Failed(failure(proto.getFailed()));
            case KIND_NOT_SET -> throw new UnknownFrame("an outcome of a kind this version does not know");
        };
    }

    static StoredProto stored(Outcome.Stored stored) {
        var proto = StoredProto.newBuilder()
                .setCopy(Names.copy(stored.copy()))
                .setAt(Names.process(stored.at()))
                .setSizeBytes(stored.sizeBytes());
        stored.inside().forEach(ref -> proto.addInside(Names.ref(ref)));
        return proto.build();
    }

    static Outcome.Stored stored(StoredProto stored) {
        return new Outcome.Stored(
                Names.copy(stored.getCopy()),
                Names.process(stored.getAt()),
                stored.getSizeBytes(),
                Names.refs(stored.getInsideList()));
    }

    private static Outcome inline(Encoded value) {
        return new Outcome.Inline(value, value.refs());
    }

    static ByteString bytes(Encoded value) {
        return UnsafeByteOperations.unsafeWrap(value.bytes()); // encoded bytes are never changed
    }

    private static ValueProto value(Value value) {
        var encoded = (Encoded) value;
        var proto = ValueProto.newBuilder().setData(bytes(encoded));
        encoded.refs().forEach(ref -> proto.addInside(Names.ref(ref)));
        return proto.build();
    }

    private static Encoded value(ValueProto proto) {
        return new Encoded(proto.getData().toByteArray(), Names.refs(proto.getInsideList()));
    }

    private static FailureProto failure(Failure failure) {
        var proto = FailureProto.newBuilder();
        switch (failure) {
            case Failure.Application(Value error, var types) ->
                proto.setApplication(
                        ApplicationProto.newBuilder().setError(value(error)).addAllTypes(types));
            case Failure.Cancelled() -> proto.setCancelled(true);
            case Failure.DeadlinePassed() -> proto.setDeadlinePassed(true);
            case Failure.RetriesExhausted(int attempts, var last) ->
                proto.setRetriesExhausted(
                        LostProto.newBuilder().setAttempts(attempts).setLast(Names.process(last)));
            case Failure.MayHaveRun(var last) ->
                proto.setMayHaveRun(LostProto.newBuilder().setLast(Names.process(last)));
            case Failure.OwnerDied(var ref) -> proto.setOwnerDied(Names.ref(ref));
            case Failure.Freed(var ref) -> proto.setFreed(Names.ref(ref));
            case Failure.CopyLost(var ref, var at, var why) ->
                proto.setCopyLost(CopyLostProto.newBuilder()
                        .setRef(Names.ref(ref))
                        .setAt(Names.process(at))
                        .setWhy(why.code()));
            case Failure.Infeasible(var demand, var nearest) ->
                proto.setInfeasible(InfeasibleProto.newBuilder()
                        .addAllDemand(Names.amounts(demand))
                        .setNearest(nearest));
            case Failure.ArgumentsTooLarge(long bytes, long limitBytes) ->
                proto.setArgumentsTooLarge(
                        ArgumentsTooLargeProto.newBuilder().setBytes(bytes).setLimitBytes(limitBytes));
            case Failure.ActorDied(var actor, var cause, var detail, var thrown, boolean mayHaveRun) ->
                proto.setActorDied(ActorDiedProto.newBuilder()
                        .setActor(Names.actor(actor))
                        .setCause(cause.code())
                        .setDetail(detail)
                        .setFailure(UnsafeByteOperations.unsafeWrap(thrown.bytes()))
                        .setMayHaveRun(mayHaveRun));
            case Failure.ActorUnavailable(var actor, var last) ->
                proto.setActorUnavailable(ActorUnavailableProto.newBuilder()
                        .setActor(Names.actor(actor))
                        .setLast(Names.process(last)));
            case Failure.GroupGone(var group, var why) ->
                proto.setGroupGone(GroupGoneProto.newBuilder()
                        .setHigh(group.high())
                        .setLow(group.low())
                        .setWhy(why));
            case Failure.JobEnded() -> proto.setJobEnded(true);
        }
        return proto.build();
    }

    private static ActorEnd actorEnd(int code) throws UnknownFrame {
        for (ActorEnd end : ActorEnd.values()) if (end.code() == code) return end;
        throw new UnknownFrame("an actor's end for reason " + code);
    }

    private static Why why(int code) throws UnknownFrame {
        for (Why why : Why.values()) if (why.code() == code) return why;
        throw new UnknownFrame("a copy lost for reason " + code);
    }

    private static Failure failure(FailureProto proto) throws UnknownFrame {
        return switch (proto.getKindCase()) {
            case APPLICATION -> {
                ApplicationProto application = proto.getApplication();
                yield new Failure.Application(value(application.getError()), application.getTypesList());
            }
            case CANCELLED -> new Failure.Cancelled();
            case DEADLINE_PASSED -> new Failure.DeadlinePassed();
            case RETRIES_EXHAUSTED ->
                new Failure.RetriesExhausted(
                        proto.getRetriesExhausted().getAttempts(),
                        Names.process(proto.getRetriesExhausted().getLast()));
            case MAY_HAVE_RUN ->
                new Failure.MayHaveRun(Names.process(proto.getMayHaveRun().getLast()));
            case OWNER_DIED -> new Failure.OwnerDied(Names.ref(proto.getOwnerDied()));
            case FREED -> new Failure.Freed(Names.ref(proto.getFreed()));
            case COPY_LOST ->
                new Failure.CopyLost(
                        Names.ref(proto.getCopyLost().getRef()),
                        Names.process(proto.getCopyLost().getAt()),
                        why(proto.getCopyLost().getWhy()));
            case INFEASIBLE ->
                new Failure.Infeasible(
                        Names.demand(proto.getInfeasible().getDemandList()),
                        proto.getInfeasible().getNearest());
            case ARGUMENTS_TOO_LARGE ->
                new Failure.ArgumentsTooLarge(
                        proto.getArgumentsTooLarge().getBytes(),
                        proto.getArgumentsTooLarge().getLimitBytes());
            case ACTOR_DIED -> {
                ActorDiedProto died = proto.getActorDied();
                yield new Failure.ActorDied(
                        Names.actor(died.getActor()),
                        actorEnd(died.getCause()),
                        died.getDetail(),
                        new Opaque(died.getFailure().toByteArray()),
                        died.getMayHaveRun());
            }
            case ACTOR_UNAVAILABLE ->
                new Failure.ActorUnavailable(
                        Names.actor(proto.getActorUnavailable().getActor()),
                        Names.process(proto.getActorUnavailable().getLast()));
            case GROUP_GONE -> {
                GroupGoneProto gone = proto.getGroupGone();
                yield new Failure.GroupGone(new GroupId(gone.getHigh(), gone.getLow()), gone.getWhy());
            }
            case JOB_ENDED -> new Failure.JobEnded();
            case KIND_NOT_SET -> throw new UnknownFrame("a failure of a kind this version does not know");
        };
    }
}
