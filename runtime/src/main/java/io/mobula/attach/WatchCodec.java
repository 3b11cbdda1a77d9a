package io.mobula.attach;

import io.mobula.attach.proto.NodeEventProto;
import io.mobula.attach.proto.ObjectRowProto;
import io.mobula.attach.proto.SpanProto;
import io.mobula.attach.proto.TaskRowProto;
import io.mobula.attach.proto.WatchAnswerProto;
import io.mobula.attach.proto.WatchAskProto;
import io.mobula.watch.NodeEvent;
import io.mobula.watch.ObjectRow;
import io.mobula.watch.Severity;
import io.mobula.watch.Span;
import io.mobula.watch.TaskRow;
import io.mobula.watch.WatchAnswer;
import io.mobula.watch.WatchAsk;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/** What is asked and answered about a node as Protobuf. */
final class WatchCodec {
    private WatchCodec() {}

    static WatchAskProto encode(WatchAsk ask) {
        var proto = WatchAskProto.newBuilder();
        switch (ask) {
            case WatchAsk.Tasks(WatchAsk.Filter filter, int most) ->
                proto.setTasks(WatchAskProto.Tasks.newBuilder()
                        .setJob(filter.job().orElse(""))
                        .setState(filter.state().map(TaskRow.State::code).orElse(0))
                        .setName(filter.name().orElse(""))
                        .setMost(most));
            case WatchAsk.Objects(int most) -> proto.setObjects(most);
            case WatchAsk.Events(long after, long since, int most) ->
                proto.setEvents(WatchAskProto.Events.newBuilder()
                        .setAfter(after)
                        .setSinceEpochMillis(since)
                        .setMost(most));
            case WatchAsk.Spans(int most) -> proto.setSpans(most);
            case WatchAsk.Clock _ -> proto.setClock(true);
        }
        return proto.build();
    }

    static WatchAsk ask(WatchAskProto proto) {
        return switch (proto.getAskCase()) {
            case TASKS -> {
                WatchAskProto.Tasks tasks = proto.getTasks();
                var filter = new WatchAsk.Filter(
                        text(tasks.getJob()),
                        tasks.getState() == 0
                                ? Optional.empty()
                                : Optional.of(constant(TaskRow.State.values(), TaskRow.State::code, tasks.getState())),
                        text(tasks.getName()));
                yield new WatchAsk.Tasks(filter, most(tasks.getMost()));
            }
            case OBJECTS -> new WatchAsk.Objects(most(proto.getObjects()));
            case EVENTS ->
                new WatchAsk.Events(
                        proto.getEvents().getAfter(),
                        proto.getEvents().getSinceEpochMillis(),
                        most(proto.getEvents().getMost()));
            case SPANS -> new WatchAsk.Spans(most(proto.getSpans()));
            case CLOCK -> new WatchAsk.Clock();
            case ASK_NOT_SET -> throw new IllegalArgumentException("a question about a node of an unknown kind");
        };
    }

    private static Optional<String> text(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static int most(int asked) {
        return Math.clamp(asked, 0, WatchAsk.MOST_SPANS);
    }

    private static <E> E constant(E[] all, ToIntFunction<E> code, int number) {
        return Arrays.stream(all)
                .filter(each -> code.applyAsInt(each) == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number " + number + ", which is none of the " + all.length + " that are known"));
    }

    static WatchAnswerProto encode(WatchAnswer answer) {
        var proto = WatchAnswerProto.newBuilder();
        switch (answer) {
            case WatchAnswer.Tasks tasks -> {
                var list = WatchAnswerProto.Tasks.newBuilder().setTotal(tasks.total());
                for (TaskRow row : tasks.rows()) list.addRows(row(row));
                proto.setTasks(list);
            }
            case WatchAnswer.Objects objects -> {
                var list = WatchAnswerProto.Objects.newBuilder().setTotal(objects.total());
                for (ObjectRow row : objects.rows()) list.addRows(row(row));
                proto.setObjects(list);
            }
            case WatchAnswer.Events events -> {
                var list = WatchAnswerProto.Events.newBuilder().setLast(events.last());
                for (NodeEvent event : events.events()) list.addEvents(event(event));
                proto.setEvents(list);
            }
            case WatchAnswer.Spans spans -> {
                var list = WatchAnswerProto.Spans.newBuilder()
                        .putAllThreads(spans.threads())
                        .setZeroMicros(spans.zeroMicros())
                        .setTotal(spans.total());
                for (Span span : spans.spans()) list.addSpans(span(span));
                proto.setSpans(list);
            }
            case WatchAnswer.Clock(long micros) -> proto.setClockMicros(micros);
        }
        return proto.build();
    }

    static WatchAnswer answer(WatchAnswerProto proto) {
        return switch (proto.getAnswerCase()) {
            case TASKS ->
                new WatchAnswer.Tasks(
                        proto.getTasks().getRowsList().stream()
                                .map(WatchCodec::row)
                                .toList(),
                        proto.getTasks().getTotal());
            case OBJECTS ->
                new WatchAnswer.Objects(
                        proto.getObjects().getRowsList().stream()
                                .map(WatchCodec::row)
                                .toList(),
                        proto.getObjects().getTotal());
            case EVENTS ->
                new WatchAnswer.Events(
                        proto.getEvents().getEventsList().stream()
                                .map(WatchCodec::event)
                                .toList(),
                        proto.getEvents().getLast());
            case SPANS ->
                new WatchAnswer.Spans(
                        proto.getSpans().getSpansList().stream()
                                .map(WatchCodec::span)
                                .toList(),
                        proto.getSpans().getThreadsMap(),
                        proto.getSpans().getZeroMicros(),
                        proto.getSpans().getTotal());
            case CLOCK_MICROS -> new WatchAnswer.Clock(proto.getClockMicros());
            case ANSWER_NOT_SET -> throw new IllegalArgumentException("an answer about a node of an unknown kind");
        };
    }

    private static TaskRowProto row(TaskRow row) {
        var proto = TaskRowProto.newBuilder()
                .setId(row.id())
                .setName(row.name())
                .setJob(row.job())
                .setActor(row.actor())
                .setAttempt(row.attempt())
                .setState(row.state().code());
        row.millis().ifPresent(proto::setMillis);
        row.endedEpochMillis().ifPresent(proto::setEndedEpochMillis);
        return proto.build();
    }

    private static TaskRow row(TaskRowProto proto) {
        return new TaskRow(
                proto.getId(),
                proto.getName(),
                proto.getJob(),
                proto.getActor(),
                proto.getAttempt(),
                constant(TaskRow.State.values(), TaskRow.State::code, proto.getState()),
                proto.hasMillis() ? OptionalLong.of(proto.getMillis()) : OptionalLong.empty(),
                proto.hasEndedEpochMillis() ? OptionalLong.of(proto.getEndedEpochMillis()) : OptionalLong.empty());
    }

    private static ObjectRowProto row(ObjectRow row) {
        return ObjectRowProto.newBuilder()
                .setId(row.id())
                .setBytes(row.bytes())
                .setKind(row.kind())
                .setOwner(row.owner())
                .setReaders(row.readers())
                .build();
    }

    private static ObjectRow row(ObjectRowProto proto) {
        return new ObjectRow(proto.getId(), proto.getBytes(), proto.getKind(), proto.getOwner(), proto.getReaders());
    }

    private static NodeEventProto event(NodeEvent event) {
        return NodeEventProto.newBuilder()
                .setSequence(event.sequence())
                .setEpochMillis(event.epochMillis())
                .setSeverity(event.severity().code())
                .setSource(event.source())
                .setSubject(event.subject())
                .setText(event.text())
                .setKey(event.key())
                .build();
    }

    private static NodeEvent event(NodeEventProto proto) {
        return new NodeEvent(
                proto.getSequence(),
                proto.getEpochMillis(),
                constant(Severity.values(), Severity::code, proto.getSeverity()),
                proto.getSource(),
                proto.getSubject(),
                proto.getText(),
                proto.getKey());
    }

    private static SpanProto span(Span span) {
        return SpanProto.newBuilder()
                .setKind(span.kind().code())
                .setEnding(span.ending().code())
                .setStartNanos(span.startNanos())
                .setNanos(span.nanos())
                .setThread(span.thread())
                .setName(span.name())
                .setId(span.id())
                .setJob(span.job())
                .setAttempt(span.attempt())
                .setBytes(span.bytes())
                .build();
    }

    private static Span span(SpanProto proto) {
        return new Span(
                constant(Span.Kind.values(), Span.Kind::code, proto.getKind()),
                constant(Span.Ending.values(), Span.Ending::code, proto.getEnding()),
                proto.getStartNanos(),
                proto.getNanos(),
                proto.getThread(),
                proto.getName(),
                proto.getId(),
                proto.getJob(),
                proto.getAttempt(),
                proto.getBytes());
    }
}
