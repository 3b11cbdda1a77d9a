package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.attach.proto.WatchAskProto;
import io.mobula.output.Printed;
import io.mobula.output.Std;
import io.mobula.watch.NodeEvent;
import io.mobula.watch.ObjectRow;
import io.mobula.watch.Severity;
import io.mobula.watch.Span;
import io.mobula.watch.TaskRow;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchCodecTest {
    static List<WatchAsk> asks() {
        return List.of(
                new WatchAsk.Tasks(WatchAsk.Filter.NONE, 100),
                new WatchAsk.Tasks(
                        new WatchAsk.Filter(
                                Optional.of("driver-7"), Optional.of(TaskRow.State.CANCELLED), Optional.of("fit")),
                        1),
                new WatchAsk.Objects(5),
                new WatchAsk.Events(3, 1_000, 10),
                new WatchAsk.Spans(65_536),
                new WatchAsk.Clock());
    }

    @ParameterizedTest
    @MethodSource("asks")
    void everyQuestionArrivesAsItWasAsked(WatchAsk ask) throws Exception {
        byte[] bytes = AttachCodec.encode(1, new ToNode.Watch(ask));
        assertEquals(new AttachCodec.Numbered<>(1, new ToNode.Watch(ask)), AttachCodec.toNode(bytes));
    }

    static List<WatchAnswer> answers() {
        return List.of(
                new WatchAnswer.Tasks(
                        List.of(
                                new TaskRow(
                                        "ab",
                                        "fit",
                                        "driver-7",
                                        "actor-1",
                                        2,
                                        TaskRow.State.WAITING,
                                        OptionalLong.empty(),
                                        OptionalLong.empty()),
                                new TaskRow(
                                        "cd",
                                        "fit",
                                        "driver-7",
                                        "",
                                        1,
                                        TaskRow.State.FAILED,
                                        OptionalLong.of(0),
                                        OptionalLong.of(5))),
                        900),
                new WatchAnswer.Objects(List.of(new ObjectRow("ab", 1L << 40, "COPY", "node-1.1", 2)), 1),
                new WatchAnswer.Events(
                        List.of(new NodeEvent(1, 2, Severity.ERROR, "left", "right", "died", "died 1")), 7),
                new WatchAnswer.Spans(
                        List.of(new Span(
                                Span.Kind.LATER_CALL, Span.Ending.CANCELLED, -5, 6, 31, "add", "ab", -1, 1, 0)),
                        Map.of(31L, "lane-1"),
                        -9,
                        12),
                new WatchAnswer.Clock(77));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerArrivesAsItWasGiven(WatchAnswer answer) throws Exception {
        byte[] bytes = AttachCodec.encode(2, new ToDriver.Watched(answer));
        assertEquals(new AttachCodec.Numbered<>(2, new ToDriver.Watched(answer)), AttachCodec.toDriver(bytes));
    }

    @Test
    void printedLinesArriveAsTheyWerePrinted() throws Exception {
        var printed = new ToDriver.Printed(List.of(
                new Printed.Line(Std.ERR, 5, "fit left", ""),
                new Printed.LeftOut(90_000),
                new Printed.Line(Std.OUT, 6, "Counter actor hits left", "grüße ✓")));
        assertEquals(
                printed, AttachCodec.toDriver(AttachCodec.encode(0, printed)).message());
        for (Listening how : List.of(
                new Listening(Optional.empty(), Listening.Wish.LINES),
                new Listening(Optional.of("job-abc"), Listening.Wish.NAMES_ONLY)))
            assertEquals(
                    new ToNode.Listen(how),
                    AttachCodec.toNode(AttachCodec.encode(1, new ToNode.Listen(how)))
                            .message());
    }

    @Test
    void aStateOfALaterReleaseIsRefused() {
        var later = WatchAskProto.newBuilder()
                .setTasks(WatchAskProto.Tasks.newBuilder().setState(7))
                .build();
        assertThrows(IllegalArgumentException.class, () -> WatchCodec.ask(later));
    }
}
