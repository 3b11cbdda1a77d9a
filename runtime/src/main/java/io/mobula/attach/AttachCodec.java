package io.mobula.attach;

import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.attach.proto.ClassVersionProto;
import io.mobula.attach.proto.ProgressProto;
import io.mobula.attach.proto.ToDriverProto;
import io.mobula.attach.proto.ToNodeProto;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.control.codec.DirectoryCodec;
import io.mobula.control.codec.EventCodec;
import io.mobula.control.codec.OperationCodec;
import io.mobula.control.codec.Parts;
import io.mobula.control.proto.AnnouncementProto;
import io.mobula.control.proto.CodePartProto;
import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.message.Share;
import java.util.ArrayList;
import java.util.List;

/** {@link ToNode} and {@link ToDriver} as Protobuf. */
final class AttachCodec {
    /** Of what is neither a question nor an answer. */
    static final long NO_ID = 0;

    record Numbered<T>(long id, T message) {}

    private AttachCodec() {}

    static byte[] encode(long id, ToNode message) {
        var proto = ToNodeProto.newBuilder().setId(id);
        switch (message) {
            case ToNode.StartJob start -> proto.setStartJob(startJob(start));
            case ToNode.ResumeJob resume -> proto.setResumeJob(resumeJob(resume));
            case ToNode.Confirm confirm -> proto.setConfirm(confirm.index());
            case ToNode.Ping _ -> proto.setPing(true);
            case ToNode.Goodbye _ -> proto.setGoodbye(true);
            case ToNode.AskDirectory ask -> proto.setDirectory(DirectoryCodec.encode(ask.request()));
            case ToNode.ListDirectory _ -> proto.setList(true);
            case ToNode.Status _ -> proto.setStatus(true);
            case ToNode.Stop _ -> proto.setStop(true);
            case ToNode.Operate(var operation) -> proto.setOperate(OperationCodec.encode(operation));
            case ToNode.Memory(int top) -> proto.setMemory(top);
            case ToNode.Submitted(var ask) -> proto.setSubmitted(SubmitCodec.encode(ask));
            case ToNode.Watch(var ask) -> proto.setWatch(WatchCodec.encode(ask));
            case ToNode.Listen(var how) -> proto.setListen(PrintedCodec.encode(how));
            case ToNode.TellPrinted _ -> proto.setTellPrinted(true);
        }
        return proto.build().toByteArray();
    }

    static Numbered<ToNode> toNode(byte[] bytes) throws AttachProtocolException {
        try {
            ToNodeProto proto = ToNodeProto.parseFrom(bytes);
            ToNode message = switch (proto.getAskCase()) {
                case START_JOB -> startJob(proto.getStartJob());
                case RESUME_JOB -> resumeJob(proto.getResumeJob());
                case CONFIRM -> new ToNode.Confirm(proto.getConfirm());
                case PING -> new ToNode.Ping();
                case GOODBYE -> new ToNode.Goodbye();
                case DIRECTORY -> new ToNode.AskDirectory(DirectoryCodec.decode(proto.getDirectory()));
                case LIST -> new ToNode.ListDirectory();
                case STATUS -> new ToNode.Status();
                case STOP -> new ToNode.Stop();
                case MEMORY -> new ToNode.Memory(Math.clamp(proto.getMemory(), 0, NodeMemory.MOST_NAMED));
                case SUBMITTED -> new ToNode.Submitted(SubmitCodec.ask(proto.getSubmitted()));
                case OPERATE -> new ToNode.Operate(OperationCodec.decode(proto.getOperate()));
                case WATCH -> new ToNode.Watch(WatchCodec.ask(proto.getWatch()));
                case LISTEN -> new ToNode.Listen(PrintedCodec.decode(proto.getListen()));
                case TELL_PRINTED -> new ToNode.TellPrinted();
                case ASK_NOT_SET -> throw new AttachProtocolException("a message of an unknown kind");
            };
            return new Numbered<>(proto.getId(), message);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new AttachProtocolException("the bytes are no message to a node: " + e.getMessage());
        }
    }

    private static ToNodeProto.StartJob startJob(ToNode.StartJob start) {
        var proto = ToNodeProto.StartJob.newBuilder().setName(start.name());
        if (start.weight() != Share.EQUAL) proto.setWeight(start.weight());
        for (Manifest.Entry entry : start.code().entries()) {
            proto.addCode(CodePartProto.newBuilder()
                    .setName(entry.name())
                    .setSha256(entry.sha256())
                    .setSizeBytes(entry.sizeBytes()));
        }
        ClassVersion newest = start.newest();
        if (!newest.equals(ClassVersion.NONE)) {
            proto.setNewestClass(ClassVersionProto.newBuilder()
                    .setName(newest.name())
                    .setMajor(newest.major())
                    .setMinor(newest.minor()));
        }
        return proto.build();
    }

    private static ToNode.StartJob startJob(ToNodeProto.StartJob proto) {
        List<Manifest.Entry> entries = proto.getCodeList().stream()
                .map(part -> new Manifest.Entry(part.getName(), part.getSha256(), part.getSizeBytes()))
                .toList();
        ClassVersionProto newest = proto.getNewestClass();
        return new ToNode.StartJob(
                proto.getName(),
                new Manifest(entries),
                proto.hasNewestClass()
                        ? new ClassVersion(newest.getName(), newest.getMajor(), newest.getMinor())
                        : ClassVersion.NONE,
                weight(proto.getWeight()));
    }

    private static int weight(int thousandths) {
        if (thousandths == 0) return Share.EQUAL;
        if (thousandths < Share.LEAST || thousandths > Share.MOST)
            throw new IllegalArgumentException("a job of weight " + thousandths);
        return thousandths;
    }

    private static ToNodeProto.ResumeJob resumeJob(ToNode.ResumeJob resume) {
        Progress known = resume.known();
        return ToNodeProto.ResumeJob.newBuilder()
                .setDriver(Parts.process(resume.driver()))
                .setCapability(resume.capability())
                .setName(resume.name())
                .setKnown(ProgressProto.newBuilder()
                        .setView(known.view())
                        .setDeaths(known.deaths())
                        .setSettled(known.settled())
                        .setDirected(known.directory()))
                .setConfirmed(resume.confirmed())
                .build();
    }

    private static ToNode.ResumeJob resumeJob(ToNodeProto.ResumeJob proto) {
        ProgressProto known = proto.getKnown();
        if (known.getDeaths() < 0 || proto.getConfirmed() < 0 || proto.getConfirmed() > known.getDeaths())
            throw new IllegalArgumentException(
                    "it has heard " + known.getDeaths() + " deaths and confirms " + proto.getConfirmed());
        return new ToNode.ResumeJob(
                Parts.process(proto.getDriver()),
                proto.getCapability(),
                proto.getName(),
                new Progress(known.getView(), known.getDeaths(), known.getSettled(), known.getDirected()),
                proto.getConfirmed());
    }

    static byte[] encode(long id, ToDriver message) {
        var proto = ToDriverProto.newBuilder().setId(id);
        switch (message) {
            case ToDriver.Started started -> proto.setStarted(started(started));
            case ToDriver.Done _ -> proto.setDone(true);
            case ToDriver.Replied replied -> proto.setReplied(DirectoryCodec.encode(replied.reply()));
            case ToDriver.Listed listed -> proto.setListing(ListingCodec.encode(listed.listing()));
            case ToDriver.Status status -> proto.setStatus(StatusCodec.encode(status));
            case ToDriver.Failed failed ->
                proto.setFailed(
                        ToDriverProto.Failed.newBuilder().setCode(failed.code()).setText(failed.text()));
            case ToDriver.Events events -> {
                var list = ToDriverProto.Events.newBuilder();
                for (ControlEvent event : events.events()) list.addEvents(EventCodec.encode(event));
                proto.setEvents(list);
            }
            case ToDriver.Ping _ -> proto.setPing(true);
            case ToDriver.Operated(var answer) -> proto.setOperated(OperationCodec.encode(answer));
            case ToDriver.Memory memory -> proto.setMemory(MemoryCodec.encode(memory));
            case ToDriver.Submitted(var answer) -> proto.setSubmitted(SubmitCodec.encode(answer));
            case ToDriver.Watched(var answer) -> proto.setWatched(WatchCodec.encode(answer));
            case ToDriver.Printed printed -> proto.setPrinted(PrintedCodec.encode(printed));
        }
        return proto.build().toByteArray();
    }

    static Numbered<ToDriver> toDriver(byte[] bytes) throws AttachProtocolException {
        try {
            ToDriverProto proto = ToDriverProto.parseFrom(bytes);
            ToDriver message = switch (proto.getMessageCase()) {
                case STARTED -> started(proto.getStarted());
                case DONE -> new ToDriver.Done();
                case REPLIED -> new ToDriver.Replied(DirectoryCodec.decode(proto.getReplied()));
                case LISTING -> new ToDriver.Listed(ListingCodec.decode(proto.getListing()));
                case STATUS -> StatusCodec.decode(proto.getStatus());
                case FAILED ->
                    new ToDriver.Failed(
                            proto.getFailed().getCode(), proto.getFailed().getText());
                case EVENTS -> events(proto.getEvents());
                case PING -> new ToDriver.Ping();
                case MEMORY -> MemoryCodec.decode(proto.getMemory());
                case SUBMITTED -> new ToDriver.Submitted(SubmitCodec.answer(proto.getSubmitted()));
                case OPERATED -> new ToDriver.Operated(OperationCodec.decode(proto.getOperated()));
                case WATCHED -> new ToDriver.Watched(WatchCodec.answer(proto.getWatched()));
                case PRINTED -> PrintedCodec.decode(proto.getPrinted());
                case MESSAGE_NOT_SET -> throw new AttachProtocolException("a message of an unknown kind");
            };
            return new Numbered<>(proto.getId(), message);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new AttachProtocolException("the bytes are no message of a node: " + e.getMessage());
        }
    }

    private static ToDriverProto.Started started(ToDriver.Started started) {
        return ToDriverProto.Started.newBuilder()
                .setCluster(Parts.id(started.cluster()))
                .setDriver(Parts.process(started.driver()))
                .setCapability(started.capability())
                .setView(Parts.view(started.view()))
                .addAllMissing(started.missing())
                .build();
    }

    private static ToDriver started(ToDriverProto.Started proto) {
        return new ToDriver.Started(
                Parts.id(proto.getCluster()),
                Parts.process(proto.getDriver()),
                proto.getCapability(),
                Parts.view(proto.getView()),
                proto.getMissingList());
    }

    private static ToDriver events(ToDriverProto.Events proto) {
        var events = new ArrayList<ControlEvent>();
        for (AnnouncementProto event : proto.getEventsList()) events.add(EventCodec.decode(event));
        return new ToDriver.Events(events);
    }
}
