package io.mobula.cli;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.ActorChoice;
import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobChoice;
import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.JobService.Pace;
import io.mobula.cli.job.JobService.Source;
import io.mobula.cli.job.LogCopy;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = {
            "Show what a job, a node or an actor prints.",
            "",
            "A submitted job's output is kept by the node that ran it, the latest 64 MiB of it. A node's is its own log and what tasks and actors print there, the latest 16 MiB; an actor's is that of the node it lives on."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula logs                        (the newest submitted job)",
            "  mobula logs job-3f2a91xk --follow",
            "  mobula logs node-2 --tail 100",
            "",
            "Exit codes: 0 shown, 1 not found or no answer, 2 misused, 130 ended by Ctrl-C."
        })
final class LogsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

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
        Place place = place(target, jobs.jobs(target));
        OptionalInt lines = tail.map(OptionalInt::of).orElse(OptionalInt.empty());
        var copy = new LogCopy(jobs, place.node(), place.source(), new LogCopy.Terminal(System.out, console));
        long end = copy.print(lines);
        if (follow) copy.follow(end, Pace.FREE, () -> System.out.checkError());
        return Main.OK;
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
        if (JobChoice.find(list, name).isEmpty()) {
            Optional<Actor> actor = ActorChoice.find(services.actors().get().actors(target), name);
            if (actor.isPresent()) return placeOf(actor.get(), target, list);
        }
        Job job = JobChoice.submitted(list, name);
        return new Place(target.at(job.address()), new Source.OfJob(job.id()));
    }

    /** An actor prints where it lives. */
    private Place placeOf(Actor actor, Target target, JobList list) {
        JobList.Node node = list.nodes().stream()
                .filter(each -> actor.node().filter(each.name()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> new JobException(
                        ErrorCode.JOB_UNKNOWN,
                        "%s lives on no node at the moment (%s), and an actor prints into its node's log. Name the node it lived on"
                                .formatted(actor.id(), actor.state()),
                        null));
        console.err().println("%s lives on %s, whose log this is:".formatted(actor.id(), node.name()));
        return new Place(target.at(node.address()), new Source.OfNode());
    }
}
