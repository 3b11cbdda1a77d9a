package io.mobula.cli;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.ActorChoice;
import io.mobula.cli.job.BodiesCopy;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobChoice;
import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.JobService.Pace;
import io.mobula.cli.job.JobService.Source;
import io.mobula.cli.job.LogCopy;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "logs",
        description = {
            "Show what a job, a node or an actor prints.",
            "",
            "A submitted job's output is what its main prints, and its tasks' and actors' lines among it; the node that ran it keeps the latest 64 MiB. A node's is its own log, the latest 16 MiB. "
                    + "What tasks and actors print is kept where they run, 16 MiB for each job: --tasks shows it from all nodes, a node's name with --job from one, an actor's name that of one actor."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula logs                        (the newest submitted job)",
            "  mobula logs job-3f2a91xk --follow",
            "  mobula logs node-2 --tail 100",
            "  mobula logs driver-7 --tasks       (what its tasks and actors print)",
            "  mobula logs node-2 --job driver-7",
            "",
            "Exit codes: 0 shown, 1 not found or no answer, 2 misused, 130 ended by Ctrl-C."
        })
final class LogsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOption cluster;

    @Parameters(
            arity = "0..1",
            paramLabel = "JOB|NODE|ACTOR",
            description =
                    "A job's or an actor's id, a beginning of it, or its name; or a node's name. Default: the newest submitted job.")
    private Optional<String> word = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as more is printed, until the job ends.")
    private boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "Begin with the last N lines. Default: all that is kept.")
    private Optional<Integer> tail = Optional.empty();

    @Option(
            names = "--tasks",
            description = "What the job's tasks and actors print, on all nodes, instead of what its main prints.")
    private boolean tasks;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "With a node's name: what tasks and actors of this job print there.")
    private Optional<String> job = Optional.empty();

    LogsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    /** Whose output, and where it is. */
    private record Place(Target node, Source source) {}

    @Override
    public Integer call() throws InterruptedException {
        JobService jobs = services.jobs().get();
        Target target = cluster.target();
        JobList list = jobs.jobs(target);
        OptionalInt lines = tail.map(OptionalInt::of).orElse(OptionalInt.empty());
        Optional<Bodies> bodies = bodies(list, target);
        if (bodies.isPresent()) {
            copy(jobs, target, bodies.get(), lines);
            return Main.OK;
        }
        Place place = place(target, list);
        var copy = new LogCopy(jobs, place.node(), place.source(), new LogCopy.Terminal(System.out, console));
        long end = copy.print(lines);
        if (follow) copy.follow(end, Pace.FREE, () -> System.out.checkError());
        return Main.OK;
    }

    /** What bodies printed: of which job, on which nodes, which lines. */
    private record Bodies(List<JobList.Node> nodes, String job, Predicate<String> lines) {}

    private void copy(JobService jobs, Target target, Bodies bodies, OptionalInt lines) throws InterruptedException {
        List<Target> nodes =
                bodies.nodes().stream().map(node -> target.at(node.address())).toList();
        try (var copy = new BodiesCopy(jobs, nodes, bodies.job(), bodies.lines(), console)) {
            copy.print(lines);
            if (follow) copy.follow();
        }
    }

    private Optional<Bodies> bodies(JobList list, Target target) {
        String named = word.orElse("");
        List<JobList.Node> node =
                list.nodes().stream().filter(each -> each.name().equals(named)).toList();
        if (job.isPresent()) {
            if (node.isEmpty() || tasks)
                throw new ParameterException(
                        spec.commandLine(), "--job goes with a node's name. For all nodes: mobula logs JOB --tasks.");
            return Optional.of(new Bodies(node, driverOf(list, job.get()), _ -> true));
        }
        if (tasks)
            return Optional.of(
                    new Bodies(list.nodes(), driverOf(list, place(list).orElse(named)), _ -> true));
        if (named.isEmpty() || !node.isEmpty() || JobChoice.find(list, named).isPresent()) return Optional.empty();
        return ActorChoice.find(services.actors().get().actors(target), named)
                .map(actor -> new Bodies(list.nodes(), actor.job(), line -> line.contains(ActorChoice.voice(actor))));
    }

    /** The newest submitted job, where none is named. */
    private Optional<String> place(JobList list) {
        if (word.isPresent()) return word;
        return list.jobs().stream().filter(Job::wasSubmitted).findFirst().map(Job::id);
    }

    /** Nodes know a job by its driver, and a submitted one by its id, too. */
    private static String driverOf(JobList list, String named) {
        Optional<Job> found = JobChoice.find(list, named);
        return found.map(each -> each.driver().orElse(each.id())).orElse(named);
    }

    private Place place(Target target, JobList list) {
        if (word.isEmpty()) {
            Job newest = list.jobs().stream()
                    .filter(Job::wasSubmitted)
                    .findFirst()
                    .orElseThrow(() -> new JobException(
                            ErrorCode.JOB_UNKNOWN,
                            "No job was submitted yet, so there is no output to show. Name a node, or submit a program with `mobula submit`",
                            null));
            return new Place(target.at(newest.address()), new Source.OfJob(newest.id()));
        }
        String name = word.get();
        Optional<JobList.Node> node =
                list.nodes().stream().filter(each -> each.name().equals(name)).findFirst();
        if (node.isPresent()) return new Place(target.at(node.get().address()), new Source.OfNode());
        Job job = JobChoice.submitted(list, name);
        return new Place(target.at(job.address()), new Source.OfJob(job.id()));
    }
}
