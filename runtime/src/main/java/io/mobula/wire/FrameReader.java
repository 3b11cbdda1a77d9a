package io.mobula.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Share;
import io.mobula.core.message.Urgency;
import io.mobula.wire.proto.AcksProto;
import io.mobula.wire.proto.CarriedBorrowProto;
import io.mobula.wire.proto.CodeProto;
import io.mobula.wire.proto.CopyProto;
import io.mobula.wire.proto.DeclareProto;
import io.mobula.wire.proto.DependencyProto;
import io.mobula.wire.proto.FrameProto;
import io.mobula.wire.proto.PersistProto;
import io.mobula.wire.proto.PushProto;
import io.mobula.wire.proto.ResultProto;
import io.mobula.wire.value.Encoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The frames of one session to core messages.
 *
 * <p>Thread safety: one thread at a time, in the order of the frames.
 */
public final class FrameReader {
    /** Bodies one session may name; more is no program but a leak, or an attack. */
    private static final int MAX_CODES = 1 << 20;

    private final ProcessId sender;
    private final Map<Integer, BodyCode> codes = new HashMap<>();

    /** Of the batch that is being read. */
    private long batchNanos;

    public FrameReader(ProcessId sender) {
        this.sender = sender;
    }

    /** A batch of frames begins; what it brings has arrived now. */
    public void batchBegins(long nanos) {
        batchNanos = nanos;
    }

    /** Hands on the messages of one frame; none if it only says something about later ones. */
    public void read(ByteBuffer bytes, Consumer<? super Message> out) throws UnknownFrame {
        FrameProto frame;
        try {
            frame = FrameProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new UnknownFrame("bytes that are no frame: " + e.getMessage(), e);
        }
        switch (frame.getBodyCase()) {
            case CODE -> learn(frame.getCode());
            case ACKS -> acks(frame.getAcks(), out);
            default -> out.accept(checked(frame));
        }
    }

    private Message checked(FrameProto frame) throws UnknownFrame {
        try {
            return message(frame);
        } catch (IllegalArgumentException refused) {
            throw new UnknownFrame("a message that contradicts itself: " + refused.getMessage(), refused);
        }
    }

    private void learn(CodeProto code) throws UnknownFrame {
        if (codes.size() >= MAX_CODES) throw new UnknownFrame("more than " + MAX_CODES + " bodies in one session");
        try {
            codes.put(
                    code.getNumber(),
                    new BodyCode(code.getOwner(), code.getName(), code.getSignature(), code.getKind()));
        } catch (IllegalArgumentException refused) {
            throw new UnknownFrame("a body that names no method: " + refused.getMessage(), refused);
        }
    }

    private static void acks(AcksProto acks, Consumer<? super Message> out) throws UnknownFrame {
        if (acks.getTasksCount() != acks.getPushesCount())
            throw new UnknownFrame("acknowledgements of different lengths");
        for (int i = 0; i < acks.getTasksCount(); i++)
            out.accept(new Message.ResultAck(acks.getTasks(i), acks.getPushes(i), Verdict.OK));
    }

    private Message message(FrameProto frame) throws UnknownFrame {
        return switch (frame.getBodyCase()) {
            case PUSH -> push(frame.getPush());
            case RESULT -> result(frame.getResult());
            case ACK ->
                new Message.ResultAck(frame.getAck().getTask(), frame.getAck().getPush(), Verdict.STALE);
            case CANCEL ->
                new Message.Cancel(
                        frame.getCancel().getTask(),
                        frame.getCancel().getPush(),
                        frame.getCancel().getAlone());
            case EMIT ->
                new Message.Emit(
                        frame.getEmit().getTask(),
                        frame.getEmit().getPush(),
                        frame.getEmit().getIndex(),
                        Outcomes.outcome(frame.getEmit().getOutcome()));
            case TAKEN ->
                new Message.Taken(
                        frame.getTaken().getTask(),
                        frame.getTaken().getPush(),
                        frame.getTaken().getUpTo(),
                        frame.getTaken().getDelivered());
            case KEPT ->
                new Message.Kept(
                        frame.getKept().getTask(),
                        frame.getKept().getPush(),
                        frame.getKept().getIndex());
            case DECLARE -> declare(frame.getDeclare());
            case BIND ->
                new Message.Bind(
                        frame.getBind().getShape(),
                        Names.actor(frame.getBind().getActor()),
                        frame.getBind().getEpoch(),
                        frame.getBind().getLane());
            case WINDOW -> {
                int change = frame.getWindow().getChange();
                int shape = frame.getWindow().getShape();
                yield change >= 0 ? new Message.Grant(shape, change) : new Message.Revoke(shape, -change);
            }
            case LOAD -> new Message.Load(Math.max(0, frame.getLoad().getThousandths()));
            case RECALL ->
                new Message.Recall(
                        frame.getRecall().getShape(), frame.getRecall().getCount());
            case REFUSED ->
                new Message.Refused(
                        frame.getRefused().getTask(),
                        frame.getRefused().getPush(),
                        reason(frame.getRefused().getReason()),
                        Names.refs(frame.getRefused().getMissedList()));
            case BORROW ->
                new Message.Borrow(
                        Names.ref(frame.getBorrow().getRef()), frame.getBorrow().getNumber());
            case BORROW_ACK ->
                new Message.BorrowAck(
                        Names.ref(frame.getBorrowAck().getRef()),
                        frame.getBorrowAck().getNumber(),
                        frame.getBorrowAck().getFreed()
                                ? Message.BorrowAck.Standing.FREED
                                : Message.BorrowAck.Standing.HELD);
            case RELEASE ->
                new Message.Release(
                        Names.ref(frame.getRelease().getRef()),
                        frame.getRelease().getNumber());
            case RESOLVE -> new Message.Resolve(Names.ref(frame.getResolve().getRef()));
            case RESOLVED ->
                new Message.Resolved(
                        Names.ref(frame.getResolved().getRef()),
                        Outcomes.outcome(frame.getResolved().getOutcome()));
            case FREE -> {
                var copies = new ArrayList<CopyKey>();
                for (CopyProto copy : frame.getFree().getCopiesList()) copies.add(Names.copy(copy));
                yield new Message.Free(copies);
            }
            case COPY_MISSED ->
                new Message.CopyMissed(
                        Names.copy(frame.getCopyMissed().getCopy()),
                        Names.process(frame.getCopyMissed().getAt()));
            case COPY_ASKED ->
                new Message.CopyAsked(Names.copy(frame.getCopyAsked().getCopy()));
            case COPY_TOLD ->
                new Message.CopyTold(
                        Names.copy(frame.getCopyTold().getCopy()),
                        frame.getCopyTold().getHere());
            case COPY_WANTED -> new Message.CopyWanted(Outcomes.stored(frame.getCopyWanted()));
            case PERSIST -> persist(frame.getPersist());
            case CODE, ACKS, BODY_NOT_SET -> throw new UnknownFrame("a frame of a kind this version does not know");
        };
    }

    private static Message persist(PersistProto persist) {
        var ref = Names.ref(persist.getRef());
        return persist.getAnswer()
                ? new Message.Persisted(ref, persist.getCopies(), persist.getNumber())
                : new Message.Persist(ref, persist.getCopies(), persist.getNumber());
    }

    private static Message.Declare declare(DeclareProto declare) {
        Optional<Share> share = declare.hasJob()
                ? Optional.of(new Share(
                        Names.process(declare.getJob()), declare.getWeight() == 0 ? Share.EQUAL : declare.getWeight()))
                : Optional.empty();
        return new Message.Declare(
                declare.getShape(),
                Names.demand(declare.getDemandList()),
                declare.hasBundle() ? Optional.of(Names.bundle(declare.getBundle())) : Optional.empty(),
                share);
    }

    private static Message.Refused.Reason reason(int code) throws UnknownFrame {
        for (Message.Refused.Reason reason : Message.Refused.Reason.values()) if (reason.code() == code) return reason;
        throw new UnknownFrame("a refusal for reason " + code);
    }

    private Message.Push push(PushProto push) throws UnknownFrame {
        BodyCode code = codes.get(push.getCode());
        if (code == null) throw new UnknownFrame("a push of code " + push.getCode() + ", which was never described");
        List<Dependency> dependencies = List.of();
        if (push.getDependenciesCount() > 0) {
            dependencies = new ArrayList<>(push.getDependenciesCount());
            for (DependencyProto dependency : push.getDependenciesList()) {
                dependencies.add(
                        new Dependency(Names.ref(dependency.getRef()), Outcomes.outcome(dependency.getOutcome())));
            }
        }
        var refs = Names.refs(push.getRefsList());
        String name = push.getName().isEmpty() ? code.name() : push.getName();
        return new Message.Push(
                push.getTask(),
                push.getPush(),
                new TaskId(push.getIdHigh(), push.getIdLow()),
                push.hasJob() ? Names.process(push.getJob()) : sender,
                push.getAttempt(),
                push.getShape(),
                urgency(push.getUrgency()),
                dependencies,
                refs,
                push.getBudgetNanos() == 0 ? Long.MAX_VALUE : push.getBudgetNanos(),
                new ArrivedWork(code, new Encoded(push.getCaptures().toByteArray(), refs), name, batchNanos));
    }

    private static Urgency urgency(int code) {
        return switch (code) {
            case 1 -> Urgency.HIGH;
            case 2 -> Urgency.LOW;
            default -> Urgency.NORMAL;
        };
    }

    private static Message.Result result(ResultProto result) throws UnknownFrame {
        List<CarriedBorrow> kept = List.of();
        if (result.getKeptCount() > 0) {
            kept = new ArrayList<>(result.getKeptCount());
            for (CarriedBorrowProto borrow : result.getKeptList())
                kept.add(new CarriedBorrow(Names.ref(borrow.getRef()), borrow.getNumber()));
        }
        return new Message.Result(
                result.getTask(), result.getPush(), Outcomes.outcome(result.getOutcome()), kept, result.getRunNanos());
    }
}
