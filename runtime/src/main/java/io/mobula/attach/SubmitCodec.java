package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.attach.proto.SubmitAnswerProto;
import io.mobula.attach.proto.SubmitAskProto;
import io.mobula.attach.proto.SubmittedJobProto;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.control.proto.CodePartProto;
import io.mobula.output.Chunk;
import io.mobula.submit.JobState;
import io.mobula.submit.Submission;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.submit.SubmittedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is asked and answered about submitted jobs, as Protobuf. */
final class SubmitCodec {
    private SubmitCodec() {}

    static SubmitAskProto encode(SubmitAsk ask) {
        var proto = SubmitAskProto.newBuilder();
        return switch (ask) {
            case SubmitAsk.Submit(Submission submission) ->
                proto.setSubmit(submission(submission)).build();
            case SubmitAsk.List _ -> proto.setList(true).build();
            case SubmitAsk.Stop(String id) -> proto.setStop(id).build();
            case SubmitAsk.Read read -> proto.setRead(read(read)).build();
        };
    }

    /** @throws IllegalArgumentException if it is of a kind that this release does not know */
    static SubmitAsk ask(SubmitAskProto proto) {
        return switch (proto.getAskCase()) {
            case SUBMIT -> new SubmitAsk.Submit(submission(proto.getSubmit()));
            case LIST -> new SubmitAsk.List();
            case STOP -> new SubmitAsk.Stop(proto.getStop());
            case READ -> read(proto.getRead());
            case ASK_NOT_SET -> throw new IllegalArgumentException("a question about jobs of an unknown kind");
        };
    }

    private static SubmitAskProto.Submit submission(Submission submission) {
        var proto = SubmitAskProto.Submit.newBuilder()
                .setName(submission.name())
                .setMainClass(submission.program().mainClass())
                .addAllArguments(submission.program().arguments())
                .putAllEnvironment(submission.program().environment())
                .setNewestName(submission.newest().name())
                .setNewestMajor(submission.newest().major())
                .setNewestMinor(submission.newest().minor());
        for (Manifest.Entry entry : submission.code().entries())
            proto.addCode(CodePartProto.newBuilder()
                    .setName(entry.name())
                    .setSha256(entry.sha256())
                    .setSizeBytes(entry.sizeBytes()));
        submission.heapBytes().ifPresent(proto::setHeapBytes);
        return proto.build();
    }

    private static Submission submission(SubmitAskProto.Submit proto) {
        var code = new Manifest(proto.getCodeList().stream()
                .map(part -> new Manifest.Entry(part.getName(), part.getSha256(), part.getSizeBytes()))
                .toList());
        return new Submission(
                proto.getName(),
                new Submission.Program(proto.getMainClass(), proto.getArgumentsList(), proto.getEnvironmentMap()),
                code,
                new ClassVersion(proto.getNewestName(), proto.getNewestMajor(), proto.getNewestMinor()),
                proto.hasHeapBytes() ? OptionalLong.of(proto.getHeapBytes()) : OptionalLong.empty());
    }

    private static SubmitAskProto.Read read(SubmitAsk.Read read) {
        var proto = SubmitAskProto.Read.newBuilder()
                .setMaxBytes(read.reading().maxBytes())
                .setPatienceMillis(Math.toIntExact(read.reading().patience().toMillis()))
                .setHeld(read.reading().pace() == SubmitAsk.Pace.HELD);
        switch (read.source()) {
            case SubmitAsk.Source.Job(String id) -> proto.setJob(id);
            case SubmitAsk.Source.Node _ -> proto.setNode(true);
            case SubmitAsk.Source.Bodies(String job) -> proto.setBodies(job);
        }
        switch (read.from()) {
            case SubmitAsk.From.Offset(long offset) -> proto.setOffset(offset);
            case SubmitAsk.From.Tail(int lines) -> proto.setTail(lines);
        }
        return proto.build();
    }

    private static SubmitAsk.Read read(SubmitAskProto.Read proto) {
        SubmitAsk.Source source = switch (proto.getSourceCase()) {
            case JOB -> new SubmitAsk.Source.Job(proto.getJob());
            case NODE -> new SubmitAsk.Source.Node();
            case BODIES -> new SubmitAsk.Source.Bodies(proto.getBodies());
            case SOURCE_NOT_SET -> throw new IllegalArgumentException("output of nobody");
        };
        SubmitAsk.From from = switch (proto.getFromCase()) {
            case OFFSET -> new SubmitAsk.From.Offset(atLeastZero(proto.getOffset()));
            case TAIL -> new SubmitAsk.From.Tail(Math.toIntExact(atLeastZero(proto.getTail())));
            case FROM_NOT_SET -> throw new IllegalArgumentException("output from nowhere");
        };
        return new SubmitAsk.Read(
                source,
                from,
                new SubmitAsk.Reading(
                        proto.getMaxBytes(),
                        Duration.ofMillis(atLeastZero(proto.getPatienceMillis())),
                        proto.getHeld() ? SubmitAsk.Pace.HELD : SubmitAsk.Pace.FREE));
    }

    private static long atLeastZero(long number) {
        if (number < 0) throw new IllegalArgumentException(number + " where no negative number can be");
        return number;
    }

    static SubmitAnswerProto encode(SubmitAnswer answer) {
        var proto = SubmitAnswerProto.newBuilder();
        switch (answer) {
            case SubmitAnswer.Missing missing ->
                proto.setMissing(SubmitAnswerProto.Missing.newBuilder().addAllHashes(missing.hashes()));
            case SubmitAnswer.Jobs jobs -> {
                var list = SubmitAnswerProto.Jobs.newBuilder();
                for (SubmittedJob job : jobs.jobs()) list.addJobs(job(job));
                proto.setJobs(list);
            }
            case SubmitAnswer.Output(Chunk chunk) ->
                proto.setOutput(SubmitAnswerProto.Output.newBuilder()
                        .setStart(chunk.start())
                        .setBytes(ByteString.copyFrom(chunk.bytes()))
                        .setLast(chunk.last()));
        }
        return proto.build();
    }

    /** @throws IllegalArgumentException if it is of a kind that this release does not know */
    static SubmitAnswer answer(SubmitAnswerProto proto) {
        return switch (proto.getAnswerCase()) {
            case MISSING -> new SubmitAnswer.Missing(proto.getMissing().getHashesList());
            case JOBS ->
                new SubmitAnswer.Jobs(proto.getJobs().getJobsList().stream()
                        .map(SubmitCodec::job)
                        .toList());
            case OUTPUT -> {
                SubmitAnswerProto.Output output = proto.getOutput();
                yield new SubmitAnswer.Output(
                        new Chunk(output.getStart(), output.getBytes().toByteArray(), output.getLast()));
            }
            case ANSWER_NOT_SET -> throw new IllegalArgumentException("an answer about jobs of an unknown kind");
        };
    }

    private static SubmittedJobProto job(SubmittedJob job) {
        var proto = SubmittedJobProto.newBuilder()
                .setId(job.id())
                .setName(job.name())
                .setMainClass(job.mainClass())
                .addAllArguments(job.arguments())
                .setSubmittedEpochMillis(job.submitted().toEpochMilli());
        switch (job.state()) {
            case JobState.Starting _ -> proto.setStarting(true);
            case JobState.Running(JobState.Driver driver) -> proto.setRunning(driver(driver));
            case JobState.Stopping(JobState.Driver driver) -> proto.setStopping(driver(driver));
            case JobState.Succeeded ended -> proto.setSucceeded(end(ended));
            case JobState.Failed ended -> proto.setFailed(end(ended).setCause(ended.cause()));
            case JobState.Stopped ended -> proto.setStopped(end(ended));
        }
        return proto.build();
    }

    private static SubmittedJobProto.DriverProcess driver(JobState.Driver driver) {
        return SubmittedJobProto.DriverProcess.newBuilder()
                .setPid(driver.pid())
                .setStartedEpochMillis(driver.startedMillis())
                .build();
    }

    private static SubmittedJobProto.End.Builder end(JobState.Ended ended) {
        var proto =
                SubmittedJobProto.End.newBuilder().setAtEpochMillis(ended.at().toEpochMilli());
        ended.exitCode().ifPresent(proto::setExitCode);
        return proto;
    }

    private static SubmittedJob job(SubmittedJobProto proto) {
        return new SubmittedJob(
                proto.getId(),
                proto.getName(),
                proto.getMainClass(),
                proto.getArgumentsList(),
                Instant.ofEpochMilli(proto.getSubmittedEpochMillis()),
                state(proto));
    }

    private static JobState state(SubmittedJobProto proto) {
        return switch (proto.getStateCase()) {
            case STARTING -> new JobState.Starting();
            case RUNNING -> new JobState.Running(driver(proto.getRunning()));
            case STOPPING -> new JobState.Stopping(driver(proto.getStopping()));
            case SUCCEEDED -> new JobState.Succeeded(at(proto.getSucceeded()));
            case FAILED ->
                new JobState.Failed(
                        at(proto.getFailed()),
                        code(proto.getFailed()),
                        proto.getFailed().getCause());
            case STOPPED -> new JobState.Stopped(at(proto.getStopped()), code(proto.getStopped()));
            case STATE_NOT_SET -> throw new IllegalArgumentException("a job in a state of an unknown kind");
        };
    }

    private static JobState.Driver driver(SubmittedJobProto.DriverProcess proto) {
        return new JobState.Driver(proto.getPid(), proto.getStartedEpochMillis());
    }

    private static Instant at(SubmittedJobProto.End end) {
        return Instant.ofEpochMilli(end.getAtEpochMillis());
    }

    private static OptionalInt code(SubmittedJobProto.End end) {
        return end.hasExitCode() ? OptionalInt.of(end.getExitCode()) : OptionalInt.empty();
    }
}
