package io.mobula.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of every frame kind: whoever changes one breaks clusters of two releases. */
class GoldenFramesTest {
    private static final ProcessId DRIVER = ProcessId.driver(3);
    private static final ProcessId NODE = new ProcessId(ProcessId.Kind.NODE, 2, 1, 4);
    private static final RefKey REF = new RefKey(new ObjectId(1, 2), NODE, 5);
    private static final CopyKey COPY = new CopyKey(REF, 6);
    private static final Encoded VALUE = new Encoded(new byte[] {7, 8}, List.of(REF));
    private static final Outcome INLINE = new Outcome.Inline(VALUE, List.of(REF));
    private static final Demand DEMAND = new Demand(List.of(new Demand.Amount("cpu", 10_000)));

    static Stream<Arguments> golden() {
        return Stream.of(
                golden(
                        push(),
                        "421308011203612e411a0372756e22032829562806"
                                + " 0a9501080110021903000000000000002104000000000000002a061002180120043001380540014a020708521c0901000000000000001102000000000000001a0610021801200420055a440a1c0901000000000000001102000000000000001a06100218012004200512240a220a020708121c0901000000000000001102000000000000001a061002180120042005604d6a056e616d6564"),
                golden(new Message.Cancel(1, 2, false), "220408011002"),
                golden(new Message.Cancel(1, 2, true), "220708011002f00101"),
                golden(
                        new Message.Emit(1, 2, 3, new Outcome.Failed(new Failure.Cancelled())),
                        "f2010c08011002180322041a021001"),
                golden(new Message.Taken(1, 2, 3, 4), "fa01080801100218032004"),
                golden(new Message.Kept(1, 2, 3), "820206080110021803"),
                golden(new Message.ResultAck(1, 2, Message.ResultAck.Verdict.OK), "1a060a0101120102"),
                golden(new Message.ResultAck(1, 2, Message.ResultAck.Verdict.STALE), "7a0408011002"),
                golden(new Message.Declare(1, DEMAND, Optional.empty()), "2a0c080112080a0363707510904e"),
                golden(new Message.Grant(1, 2), "320408011004"),
                golden(new Message.Revoke(1, 2), "320408011003"),
                golden(new Message.Refused(1, 2, Message.Refused.Reason.NO_CREDIT), "3a06080110021801"),
                golden(new Message.Refused(1, 2, Message.Refused.Reason.DRAINING), "3a06080110021802"),
                golden(
                        new Message.Borrow(REF, 9),
                        "4a200a1c0901000000000000001102000000000000001a0610021801200420051009"),
                golden(
                        new Message.BorrowAck(REF, 9, Message.BorrowAck.Standing.HELD),
                        "52200a1c0901000000000000001102000000000000001a0610021801200420051009"),
                golden(
                        new Message.BorrowAck(REF, 9, Message.BorrowAck.Standing.FREED),
                        "52220a1c0901000000000000001102000000000000001a06100218012004200510091801"),
                golden(
                        new Message.Release(REF, 9),
                        "5a200a1c0901000000000000001102000000000000001a0610021801200420051009"),
                golden(new Message.Resolve(REF), "621e0a1c0901000000000000001102000000000000001a061002180120042005"),
                golden(
                        new Message.Free(List.of(COPY)),
                        "72220a200a1c0901000000000000001102000000000000001a0610021801200420051006"),
                golden(
                        new Message.CopyMissed(COPY, NODE),
                        "a2012a0a200a1c0901000000000000001102000000000000001a06100218012004200510061206100218012004"),
                golden(
                        new Message.CopyAsked(COPY),
                        "aa01220a200a1c0901000000000000001102000000000000001a0610021801200420051006"),
                golden(
                        new Message.CopyTold(COPY, true),
                        "b201240a200a1c0901000000000000001102000000000000001a06100218012004200510061001"),
                golden(
                        new Message.Refused(1, 2, Message.Refused.Reason.ARGUMENT_MISSED, List.of(REF)),
                        "3a25080110021804a2011c0901000000000000001102000000000000001a061002180120042005"),
                golden(
                        new Message.Result(1, 2, INLINE, List.of(new Message.CarriedBorrow(REF, 9)), 10),
                        "124e080110021a240a220a020708121c0901000000000000001102000000000000001a06100218012004200522200a1c0901000000000000001102000000000000001a0610021801200420051009280a"),
                golden(
                        resolved(new Outcome.Stored(COPY, NODE, 1_000_000, List.of(REF))),
                        "6a6e0a1c0901000000000000001102000000000000001a061002180120042005124e124c0a200a1c0901000000000000001102000000000000001a0610021801200420051006120610021801200418c0843d221c0901000000000000001102000000000000001a061002180120042005"),
                golden(
                        resolved(new Failure.Application(VALUE, List.of("a.B"))),
                        "6a4d0a1c0901000000000000001102000000000000001a061002180120042005122d1a2b0a290a220a020708121c0901000000000000001102000000000000001a0610021801200420051203612e42"),
                golden(
                        resolved(new Failure.Cancelled()),
                        "6a240a1c0901000000000000001102000000000000001a06100218012004200512041a021001"),
                golden(
                        resolved(new Failure.DeadlinePassed()),
                        "6a240a1c0901000000000000001102000000000000001a06100218012004200512041a021801"),
                golden(
                        resolved(new Failure.RetriesExhausted(4, NODE)),
                        "6a2e0a1c0901000000000000001102000000000000001a061002180120042005120e1a0c220a08041206100218012004"),
                golden(
                        resolved(new Failure.MayHaveRun(NODE)),
                        "6a2c0a1c0901000000000000001102000000000000001a061002180120042005120c1a0a2a081206100218012004"),
                golden(
                        resolved(new Failure.OwnerDied(REF)),
                        "6a400a1c0901000000000000001102000000000000001a06100218012004200512201a1e321c0901000000000000001102000000000000001a061002180120042005"),
                golden(
                        resolved(new Failure.Freed(REF)),
                        "6a400a1c0901000000000000001102000000000000001a06100218012004200512201a1e3a1c0901000000000000001102000000000000001a061002180120042005"),
                golden(
                        resolved(new Failure.CopyLost(REF, NODE, Failure.CopyLost.Why.NO_TASK)),
                        "6a4a0a1c0901000000000000001102000000000000001a061002180120042005122a1a2842260a1c0901000000000000001102000000000000001a0610021801200420051206100218012004"),
                golden(
                        resolved(new Failure.Infeasible(DEMAND, "one")),
                        "6a330a1c0901000000000000001102000000000000001a06100218012004200512131a114a0f0a080a0363707510904e12036f6e65"),
                golden(
                        resolved(new Failure.JobEnded()),
                        "6a240a1c0901000000000000001102000000000000001a06100218012004200512041a025001"));
    }

    private static Arguments golden(Message message, String hex) {
        return Arguments.of(message, hex);
    }

    private static Message resolved(Failure failure) {
        return resolved(new Outcome.Failed(failure));
    }

    private static Message resolved(Outcome outcome) {
        return new Message.Resolved(REF, outcome);
    }

    private static Message push() {
        var work = new ArrivedWork(new BodyCode("a.A", "run", "()V", 6), VALUE, "named");
        return new Message.Push(
                1,
                2,
                new TaskId(3, 4),
                NODE,
                1,
                5,
                Urgency.NORMAL,
                List.of(new Dependency(REF, INLINE)),
                List.of(REF),
                77,
                work);
    }

    /** A push is preceded by the frame that describes its code. */
    @ParameterizedTest
    @MethodSource("golden")
    void theBytesStayAsTheyAre(Message message, String hex) {
        var frames = new ArrayList<MessageLite>();
        var writer = new FrameWriter(DRIVER, frames::add);
        writer.write(message);
        writer.flush();
        List<String> written = frames.stream()
                .map(frame -> HexFormat.of().formatHex(frame.toByteArray()))
                .toList();
        assertEquals(hex, String.join(" ", written));
    }
}
