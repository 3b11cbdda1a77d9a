package io.mobula.wire;

import com.google.protobuf.MessageLite;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Share;
import io.mobula.core.message.Urgency;
import io.mobula.wire.proto.AckProto;
import io.mobula.wire.proto.AcksProto;
import io.mobula.wire.proto.BindProto;
import io.mobula.wire.proto.BorrowAckProto;
import io.mobula.wire.proto.BorrowProto;
import io.mobula.wire.proto.CancelProto;
import io.mobula.wire.proto.CarriedBorrowProto;
import io.mobula.wire.proto.CodeProto;
import io.mobula.wire.proto.CopyAskedProto;
import io.mobula.wire.proto.CopyMissedProto;
import io.mobula.wire.proto.CopyToldProto;
import io.mobula.wire.proto.DeclareProto;
import io.mobula.wire.proto.DependencyProto;
import io.mobula.wire.proto.EmitProto;
import io.mobula.wire.proto.FrameProto;
import io.mobula.wire.proto.FreeProto;
import io.mobula.wire.proto.KeptProto;
import io.mobula.wire.proto.LoadProto;
import io.mobula.wire.proto.PersistProto;
import io.mobula.wire.proto.PushProto;
import io.mobula.wire.proto.RecallProto;
import io.mobula.wire.proto.RefusedProto;
import io.mobula.wire.proto.ReleaseProto;
import io.mobula.wire.proto.ResolveProto;
import io.mobula.wire.proto.ResolvedProto;
import io.mobula.wire.proto.ResultProto;
import io.mobula.wire.proto.TakenProto;
import io.mobula.wire.proto.WindowProto;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Core messages to the frames of one session. Code is described once per session and named by a number afterwards; acknowledgements of good results are gathered until {@link #flush}.
 *
 * <p>Thread safety: one thread at a time, which also keeps the frames in their order.
 */
public final class FrameWriter {
    /** Acknowledgements gathered before they leave anyway. */
    private static final int ACKS_GATHERED = 256;

    private final ProcessId self;
    private final Consumer<? super MessageLite> out;
    private final Map<BodyCode, Integer> codes = new HashMap<>();
    private @Nullable BodyCode lastCode;
    private int lastNumber;
    private AcksProto.Builder acks = AcksProto.newBuilder();

    /** @param out takes each frame, in order */
    public FrameWriter(ProcessId self, Consumer<? super MessageLite> out) {
        this.self = self;
        this.out = out;
    }

    public void write(Message message) {
        if (message instanceof Message.ResultAck(long task, int push, Verdict verdict) && verdict == Verdict.OK) {
            acks.addTasks(task).addPushes(push);
            if (acks.getTasksCount() >= ACKS_GATHERED) flush();
            return;
        }
        out.accept(frame(message));
    }

    /** Sends what was gathered. */
    public void flush() {
        if (acks.getTasksCount() == 0) return;
        out.accept(FrameProto.newBuilder().setAcks(acks).build());
        acks = AcksProto.newBuilder();
    }

    private FrameProto frame(Message message) {
        var frame = FrameProto.newBuilder();
        switch (message) {
            case Message.Push push -> frame.setPush(push(push));
            case Message.Result result -> frame.setResult(result(result));
            case Message.ResultAck ack ->
                frame.setAck(AckProto.newBuilder().setTask(ack.task()).setPush(ack.push()));
            case Message.Cancel cancel ->
                frame.setCancel(CancelProto.newBuilder()
                        .setTask(cancel.task())
                        .setPush(cancel.push())
                        .setAlone(cancel.alone()));
            case Message.Emit emit ->
                frame.setEmit(EmitProto.newBuilder()
                        .setTask(emit.task())
                        .setPush(emit.push())
                        .setIndex(emit.index())
                        .setOutcome(Outcomes.proto(emit.outcome())));
            case Message.Taken taken ->
                frame.setTaken(TakenProto.newBuilder()
                        .setTask(taken.task())
                        .setPush(taken.push())
                        .setUpTo(taken.upTo())
                        .setDelivered(taken.delivered()));
            case Message.Kept kept ->
                frame.setKept(KeptProto.newBuilder()
                        .setTask(kept.task())
                        .setPush(kept.push())
                        .setIndex(kept.index()));
            case Message.Declare declare -> frame.setDeclare(declare(declare));
            case Message.Bind bind ->
                frame.setBind(BindProto.newBuilder()
                        .setShape(bind.shape())
                        .setActor(Names.actor(bind.actor()))
                        .setEpoch(bind.epoch())
                        .setLane(bind.lane()));
            case Message.Grant(int shape, int credits) ->
                frame.setWindow(WindowProto.newBuilder().setShape(shape).setChange(credits));
            case Message.Revoke(int shape, int credits) ->
                frame.setWindow(WindowProto.newBuilder().setShape(shape).setChange(-credits));
            case Message.Load(int thousandths) ->
                frame.setLoad(LoadProto.newBuilder().setThousandths(thousandths));
            case Message.Recall(int shape, int count) ->
                frame.setRecall(RecallProto.newBuilder().setShape(shape).setCount(count));
            case Message.Refused refused ->
                frame.setRefused(RefusedProto.newBuilder()
                        .setTask(refused.task())
                        .setPush(refused.push())
                        .setReason(refused.reason().code())
                        .addAllMissed(refused.missed().stream().map(Names::ref).toList()));
            case Message.Borrow borrow ->
                frame.setBorrow(
                        BorrowProto.newBuilder().setRef(Names.ref(borrow.ref())).setNumber(borrow.number()));
            case Message.BorrowAck ack ->
                frame.setBorrowAck(BorrowAckProto.newBuilder()
                        .setRef(Names.ref(ack.ref()))
                        .setNumber(ack.number())
                        .setFreed(ack.standing() == Message.BorrowAck.Standing.FREED));
            case Message.Release release ->
                frame.setRelease(ReleaseProto.newBuilder()
                        .setRef(Names.ref(release.ref()))
                        .setNumber(release.number()));
            case Message.Resolve resolve ->
                frame.setResolve(ResolveProto.newBuilder().setRef(Names.ref(resolve.ref())));
            case Message.Resolved resolved ->
                frame.setResolved(ResolvedProto.newBuilder()
                        .setRef(Names.ref(resolved.ref()))
                        .setOutcome(Outcomes.proto(resolved.outcome())));
            case Message.Free free -> {
                var copies = FreeProto.newBuilder();
                free.copies().forEach(copy -> copies.addCopies(Names.copy(copy)));
                frame.setFree(copies);
            }
            case Message.CopyWanted(var value) -> frame.setCopyWanted(Outcomes.stored(value));
            case Message.Persist(var ref, int copies, long number) ->
                frame.setPersist(PersistProto.newBuilder()
                        .setRef(Names.ref(ref))
                        .setCopies(copies)
                        .setNumber(number));
            case Message.Persisted(var ref, int copies, long number) ->
                frame.setPersist(PersistProto.newBuilder()
                        .setRef(Names.ref(ref))
                        .setCopies(copies)
                        .setNumber(number)
                        .setAnswer(true));
            case Message.CopyMissed(var copy, var at) ->
                frame.setCopyMissed(
                        CopyMissedProto.newBuilder().setCopy(Names.copy(copy)).setAt(Names.process(at)));
            case Message.CopyAsked(var copy) ->
                frame.setCopyAsked(CopyAskedProto.newBuilder().setCopy(Names.copy(copy)));
            case Message.CopyTold(var copy, boolean here) ->
                frame.setCopyTold(
                        CopyToldProto.newBuilder().setCopy(Names.copy(copy)).setHere(here));
        }
        return frame.build();
    }

    private static DeclareProto.Builder declare(Message.Declare declare) {
        var proto = DeclareProto.newBuilder().setShape(declare.shape()).addAllDemand(Names.amounts(declare.demand()));
        declare.bundle().ifPresent(bundle -> proto.setBundle(Names.bundle(bundle)));
        declare.share().ifPresent(share -> {
            proto.setJob(Names.process(share.job()));
            if (share.weight() != Share.EQUAL) proto.setWeight(share.weight());
        });
        return proto;
    }

    private PushProto.Builder push(Message.Push push) {
        var work = (EncodedWork) push.work();
        var proto = PushProto.newBuilder()
                .setTask(push.task())
                .setPush(push.push())
                .setIdHigh(push.id().high())
                .setIdLow(push.id().low())
                .setAttempt(push.attempt())
                .setShape(push.shape())
                .setCode(number(work.code()))
                .setCaptures(Outcomes.bytes(work.captures()));
        if (!push.job().equals(self)) proto.setJob(Names.process(push.job()));
        if (push.budgetNanos() != Long.MAX_VALUE) proto.setBudgetNanos(Math.max(1, push.budgetNanos()));
        if (!work.name().equals(work.code().name())) proto.setName(work.name());
        if (push.urgency() != Urgency.NORMAL) proto.setUrgency(push.urgency() == Urgency.HIGH ? 1 : 2);
        for (var ref : push.refs()) proto.addRefs(Names.ref(ref));
        for (Dependency dependency : push.dependencies()) {
            proto.addDependencies(DependencyProto.newBuilder()
                    .setRef(Names.ref(dependency.ref()))
                    .setOutcome(Outcomes.proto(dependency.outcome())));
        }
        return proto;
    }

    @SuppressWarnings("ReferenceEquality") // a cheap look: a loop submits the very same code again and again
    private int number(BodyCode code) {
        if (code == lastCode) return lastNumber;
        Integer known = codes.get(code);
        int number = known == null ? describe(code) : known;
        lastCode = code;
        lastNumber = number;
        return number;
    }

    private int describe(BodyCode code) {
        int number = codes.size() + 1;
        codes.put(code, number);
        out.accept(FrameProto.newBuilder()
                .setCode(CodeProto.newBuilder()
                        .setNumber(number)
                        .setOwner(code.owner())
                        .setName(code.name())
                        .setSignature(code.descriptor())
                        .setKind(code.kind()))
                .build());
        return number;
    }

    private static ResultProto.Builder result(Message.Result result) {
        var proto = ResultProto.newBuilder()
                .setTask(result.task())
                .setPush(result.push())
                .setOutcome(Outcomes.proto(result.outcome()))
                .setRunNanos(result.runNanos());
        for (Message.CarriedBorrow kept : result.kept()) {
            proto.addKept(CarriedBorrowProto.newBuilder()
                    .setRef(Names.ref(kept.ref()))
                    .setNumber(kept.number()));
        }
        return proto;
    }
}
