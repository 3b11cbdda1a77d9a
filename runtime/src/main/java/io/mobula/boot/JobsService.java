package io.mobula.boot;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.attach.ClusterStatus;
import io.mobula.attach.ClusterStatus.Report;
import io.mobula.attach.NodeStatus;
import io.mobula.attach.StatusClient;
import io.mobula.attach.SubmitClient;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.SubmitRequest;
import io.mobula.cli.job.Target;
import io.mobula.code.ShippedCode;
import io.mobula.core.control.ClusterView;
import io.mobula.driver.ConnectTarget;
import io.mobula.driver.Submitter;
import io.mobula.submit.ProgramJar;
import io.mobula.submit.Submission;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.submit.SubmittedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** {@code mobula submit}, {@code jobs}, {@code stop} and {@code logs}. */
public final class JobsService implements JobService {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public JobList jobs(Target target) {
        Access access = Accesses.of(target);
        ClusterStatus status = StatusClient.status(ConnectTarget.parse(target.address()), access, TIMEOUT);
        var jobs = new ArrayList<Job>();
        var nodes = new ArrayList<JobList.Node>();
        var silent = new ArrayList<String>();
        for (Report report : status.nodes()) {
            ClusterView.Node node = report.node();
            nodes.add(new JobList.Node(node.name(), node.address()));
            switch (report) {
                case Report.NotAnswering _ -> silent.add(node.name());
                case Report.Answered(ClusterView.Node _, NodeStatus figures) -> {
                    try {
                        jobs.addAll(JobRows.of(node, submitted(node, access), figures.drivers()));
                    } catch (ConnectionException away) {
                        silent.add(node.name());
                    }
                }
            }
        }
        jobs.sort(Comparator.comparingLong(Job::sinceEpochMillis).reversed());
        return new JobList(jobs, nodes, silent);
    }

    private static List<SubmittedJob> submitted(ClusterView.Node node, Access access) {
        try (SubmitClient client = SubmitClient.open(ConnectTarget.parse(node.address()), access, TIMEOUT)) {
            return list(client.ask(new SubmitAsk.List()));
        }
    }

    private static List<SubmittedJob> list(SubmitAnswer answer) {
        return switch (answer) {
            case SubmitAnswer.Jobs(List<SubmittedJob> jobs) -> jobs;
            case SubmitAnswer.Missing _, SubmitAnswer.Output _ -> throw unexpected();
        };
    }

    @Override
    public Job submit(Target target, SubmitRequest request) {
        ProgramJar program = ProgramJar.inspect(request.jar(), request.classPath(), request.mainClass());
        ShippedCode code = read(program);
        Access access = Accesses.of(target);
        Address first = ConnectTarget.parse(target.address());
        ClusterStatus status = StatusClient.status(first, access, TIMEOUT);
        var submission = new Submission(
                request.name().orElseGet(() -> nameOf(request.jar())),
                new Submission.Program(
                        program.mainClass(),
                        request.arguments(),
                        request.place().environment()),
                code.manifest(),
                code.newestClass(),
                request.place().heapBytes());
        ClusterView.Node node = node(status, request, first, access);
        SubmittedJob job = new Submitter(ConnectTarget.parse(node.address()), status.cluster(), access)
                .submit(submission, code, TIMEOUT);
        return JobRows.submitted(node.name(), node.address(), job);
    }

    private static ShippedCode read(ProgramJar program) {
        try {
            return ShippedCode.of(program.classPath());
        } catch (IOException e) {
            throw new CodeException(
                    ErrorCode.CLASS_NOT_SHIPPED,
                    "The program's class path cannot be read: " + e.getMessage() + ". Check its entries",
                    e);
        }
    }

    /** The jar's name without what a build adds to it. */
    static String nameOf(Path jar) {
        String name = jar.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.jar$", "");
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[^A-Za-z0-9]+", "");
        return plain.isEmpty() ? "job" : plain.substring(0, Math.min(64, plain.length()));
    }

    /** The one that was named, else the one that is asked. */
    private static ClusterView.Node node(ClusterStatus status, SubmitRequest request, Address asked, Access access) {
        List<ClusterView.Node> nodes = status.view().nodes();
        if (request.place().node().isPresent()) {
            String name = request.place().node().get();
            return nodes.stream()
                    .filter(node -> node.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new JobException(
                            ErrorCode.JOB_REFUSED,
                            "The cluster has no node %s: it has %s. Name one of these with --node"
                                    .formatted(
                                            name,
                                            nodes.stream()
                                                    .map(ClusterView.Node::name)
                                                    .collect(Collectors.joining(", "))),
                            null));
        }
        try (SubmitClient client = SubmitClient.open(asked, access, TIMEOUT)) {
            return nodes.stream()
                    .filter(node -> node.process().equals(client.node()))
                    .findFirst()
                    .orElseThrow(() -> new JobException(
                            ErrorCode.JOB_REFUSED,
                            "Node %s at %s is not in its cluster at the moment. Submit it again, or to another node"
                                    .formatted(client.node(), asked),
                            null));
        }
    }

    @Override
    public Job job(Target node, String id) {
        try (SubmitClient client = client(node)) {
            return list(client.ask(new SubmitAsk.List())).stream()
                    .filter(job -> job.id().equals(id))
                    .findFirst()
                    .map(job -> JobRows.submitted("", node.address(), job))
                    .orElseThrow(() -> new JobException(
                            ErrorCode.JOB_UNKNOWN,
                            "The node at %s does not know %s any more. `mobula jobs --all` lists what is kept"
                                    .formatted(node, id),
                            null));
        }
    }

    @Override
    public Job stop(Target node, String id) {
        try (SubmitClient client = client(node)) {
            return JobRows.submitted(
                    "", node.address(), list(client.ask(new SubmitAsk.Stop(id))).getFirst());
        }
    }

    @Override
    public Output open(Target node, Source source) {
        return new AskedOutput(client(node), source);
    }

    private static SubmitClient client(Target node) {
        return SubmitClient.open(ConnectTarget.parse(node.address()), Accesses.of(node), TIMEOUT);
    }

    static ConnectionException unexpected() {
        return new ConnectionException(
                ErrorCode.FRAME_INVALID,
                "The node gave the answer to another question. Bring both sides to one release",
                null);
    }
}
