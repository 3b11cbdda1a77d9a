package io.mobula.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.MessageLite;
import io.mobula.api.ObjectId;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.wire.value.Encoded;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every message comes back as it went, and whatever else comes is an {@link UnknownFrame}. */
class FramesTest {
    private static final ProcessId SENDER = ProcessId.driver(3);
    private static final int ROUNDS = 2_000;
    private static final int FUZZED = 10_000;

    private final SplittableRandom random = new SplittableRandom(42);
    private final List<MessageLite> frames = new ArrayList<>();
    private final FrameWriter writer = new FrameWriter(SENDER, frames::add);
    private final FrameReader reader = new FrameReader(SENDER);

    private List<Message> through(Message message) throws UnknownFrame {
        frames.clear();
        writer.write(message);
        writer.flush();
        var read = new ArrayList<Message>();
        for (MessageLite frame : frames) reader.read(ByteBuffer.wrap(frame.toByteArray()), read::add);
        return read;
    }

    /** Values are told apart by their bytes; all else by equality. */
    private static String text(Message message) {
        return switch (message) {
            case Message.Push push ->
                push.task() + " " + push.push() + " " + push.id() + " " + push.job() + " " + push.attempt() + " "
                        + push.shape() + " " + push.refs() + " " + push.budgetNanos() + " "
                        + push.dependencies().stream()
                                .map(dependency -> dependency.ref() + text(dependency.outcome()))
                                .toList()
                        + work((EncodedWork) push.work());
            case Message.Result result ->
                result.task() + " " + result.push() + text(result.outcome()) + result.kept() + result.runNanos();
            case Message.Resolved resolved -> resolved.ref() + text(resolved.outcome());
            default -> message.toString();
        };
    }

    private static String work(EncodedWork work) {
        return work.code() + work.name() + text(work.captures());
    }

    private static String text(Encoded value) {
        return Arrays.toString(value.bytes()) + value.refs();
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Inline inline -> text((Encoded) inline.value()) + inline.inside();
            case Outcome.Failed(Failure.Application failure) -> text((Encoded) failure.error()) + failure.types();
            default -> outcome.toString();
        };
    }

    @Test
    void everyMessageComesBackAsItWent() throws UnknownFrame {
        for (int round = 0; round < ROUNDS; round++) {
            for (Message message : oneOfEach()) {
                List<Message> read = through(message);
                assertEquals(1, read.size());
                assertEquals(text(message), text(read.getFirst()));
                assertEquals(message.getClass(), read.getFirst().getClass());
            }
        }
    }

    @Test
    void acknowledgementsOfGoodResultsAreGathered() throws UnknownFrame {
        for (int i = 0; i < 300; i++) writer.write(new Message.ResultAck(i, 1, Message.ResultAck.Verdict.OK));
        assertEquals(1, frames.size());
        writer.flush();
        writer.flush();
        assertEquals(2, frames.size());
        var read = new ArrayList<Message>();
        for (MessageLite frame : frames) reader.read(ByteBuffer.wrap(frame.toByteArray()), read::add);
        assertEquals(300, read.size());
        assertEquals(new Message.ResultAck(299, 1, Message.ResultAck.Verdict.OK), read.getLast());
    }

    @Test
    void garbageIsAnUnknownFrameAndNothingElse() {
        int refused = 0;
        for (int i = 0; i < FUZZED; i++) {
            byte[] bytes;
            if (i % 4 == 0) {
                bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
            } else {
                frames.clear();
                List<Message> kinds = oneOfEach();
                new FrameWriter(SENDER, frames::add).write(kinds.get(random.nextInt(kinds.size())));
                if (frames.isEmpty()) continue;
                bytes = frames.get(random.nextInt(frames.size())).toByteArray();
                if (i % 4 == 1) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                else
                    for (int n = random.nextInt(1, 4); n > 0; n--)
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                reader.read(ByteBuffer.wrap(bytes), _ -> {});
            } catch (UnknownFrame expected) {
                refused++;
            }
        }
        assertTrue(refused > FUZZED / 10, refused + " were refused");
    }

    private List<Message> oneOfEach() {
        long task = random.nextLong(1, 1L << 40);
        int push = random.nextInt(1, 100);
        return List.of(
                push(task, push),
                new Message.Cancel(task, push, random.nextBoolean()),
                new Message.Emit(task, push, random.nextInt(9), outcome()),
                new Message.Taken(task, push, random.nextInt(9), random.nextInt(9)),
                new Message.Kept(task, push, random.nextInt(9)),
                new Message.ResultAck(task, push, Message.ResultAck.Verdict.OK),
                new Message.ResultAck(task, push, Message.ResultAck.Verdict.STALE),
                new Message.Declare(push, demand(), Optional.empty()),
                new Message.Grant(push, random.nextInt(1, 1000)),
                new Message.Load(random.nextInt(5_000)),
                new Message.Recall(push, random.nextInt(1, 1000)),
                new Message.Revoke(push, random.nextInt(1, 1000)),
                new Message.Refused(task, push, oneOf(Message.Refused.Reason.values()), List.of(ref())),
                new Message.CopyMissed(new CopyKey(ref(), push), process()),
                new Message.CopyWanted(new Outcome.Stored(
                        new CopyKey(ref(), push), process(), random.nextLong(1L << 40), List.of(ref()))),
                new Message.Persist(ref(), 2, task),
                new Message.Persisted(ref(), 1, task),
                new Message.CopyAsked(new CopyKey(ref(), push)),
                new Message.CopyTold(new CopyKey(ref(), push), random.nextBoolean()),
                new Message.Result(
                        task,
                        push,
                        outcome(),
                        random.nextBoolean() ? List.of() : List.of(new Message.CarriedBorrow(ref(), task)),
                        random.nextLong(1L << 40)),
                new Message.Borrow(ref(), task),
                new Message.BorrowAck(ref(), task, oneOf(Message.BorrowAck.Standing.values())),
                new Message.Release(ref(), task),
                new Message.Resolve(ref()),
                new Message.Resolved(ref(), outcome()),
                new Message.Free(List.of(new CopyKey(ref(), push), new CopyKey(ref(), 0))));
    }

    private Message.Push push(long task, int push) {
        var code = new BodyCode("com.example.App", "lambda$" + random.nextInt(5), "()V", random.nextInt(5, 10));
        List<RefKey> refs = random.nextBoolean() ? List.of() : List.of(ref(), ref());
        String name = random.nextBoolean() ? code.name() : "named";
        return new Message.Push(
                task,
                push,
                new TaskId(random.nextLong(), random.nextLong()),
                random.nextBoolean() ? SENDER : process(),
                random.nextInt(1, 5),
                random.nextInt(1, 9),
                random.nextBoolean() ? Urgency.NORMAL : Urgency.HIGH,
                random.nextBoolean() ? List.of() : List.of(new Dependency(ref(), outcome())),
                refs,
                random.nextBoolean() ? Long.MAX_VALUE : random.nextLong(1, 1L << 50),
                new ArrivedWork(code, new Encoded(value().bytes(), refs), name)); // what it captured brings the refs
    }

    private Outcome outcome() {
        return switch (random.nextInt(12)) {
            case 0 -> inline();
            case 1 -> new Outcome.Stored(new CopyKey(ref(), 2), process(), random.nextLong(1L << 40), List.of(ref()));
            case 2 -> new Outcome.Failed(new Failure.Application(value(), List.of("a.B", "a.C")));
            case 3 -> new Outcome.Failed(new Failure.Cancelled());
            case 4 -> new Outcome.Failed(new Failure.DeadlinePassed());
            case 5 -> new Outcome.Failed(new Failure.RetriesExhausted(4, process()));
            case 6 -> new Outcome.Failed(new Failure.MayHaveRun(process()));
            case 7 -> new Outcome.Failed(new Failure.OwnerDied(ref()));
            case 8 -> new Outcome.Failed(new Failure.Freed(ref()));
            case 9 -> new Outcome.Failed(new Failure.CopyLost(ref(), process(), oneOf(Failure.CopyLost.Why.values())));
            case 10 -> new Outcome.Failed(new Failure.Infeasible(demand(), "node-1 with 2 cpu"));
            default -> new Outcome.Failed(new Failure.JobEnded());
        };
    }

    private Outcome inline() {
        Encoded value = value();
        return new Outcome.Inline(value, value.refs());
    }

    private Encoded value() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new Encoded(bytes, random.nextBoolean() ? List.of() : List.of(ref()));
    }

    private Demand demand() {
        return new Demand(List.of(
                new Demand.Amount("cpu", random.nextLong(1L << 30)), new Demand.Amount("gpu", random.nextLong(9))));
    }

    private RefKey ref() {
        return new RefKey(new ObjectId(random.nextLong(), random.nextLong()), process(), random.nextLong(1L << 40));
    }

    private ProcessId process() {
        return random.nextBoolean()
                ? ProcessId.driver(random.nextInt(1, 100))
                : new ProcessId(ProcessId.Kind.NODE, random.nextInt(1, 9), random.nextInt(3), random.nextInt(1, 9));
    }

    private <E> E oneOf(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
