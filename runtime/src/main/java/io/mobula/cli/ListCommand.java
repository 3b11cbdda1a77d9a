package io.mobula.cli;

import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.ActorsReport;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobChoice;
import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobsReport;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import io.mobula.cli.watch.ListKind;
import io.mobula.cli.watch.ListKind.By;
import io.mobula.cli.watch.WatchReport;
import io.mobula.cli.watch.WatchSource.Found;
import io.mobula.cli.watch.WatchSource.Query;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "list",
        description = {
            "List what is in a cluster: tasks, actors, objects, nodes, jobs or placement-groups.",
            "",
            "Tasks are those that run and wait at each node, and the latest that ended there; objects are those in the nodes' stores, the largest first."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula list tasks --state running",
            "  mobula list tasks --job driver-7 --name fit --limit 1000",
            "  mobula list objects --node node-2 --json",
            "",
            "Exit codes: 0 listed, 1 the cluster did not answer, 2 misused."
        })
final class ListCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOption cluster;

    @Parameters(paramLabel = "WHAT", description = "tasks, actors, objects, nodes, jobs or placement-groups.")
    private String word;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "Of this job: its driver's id, or a submitted job's id or name.")
    private Optional<String> job = Optional.empty();

    @Option(names = "--node", paramLabel = "NODE", description = "On this node, by its name.")
    private Optional<String> node = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "In this state, as the list shows it.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--name", paramLabel = "TEXT", description = "With this in the name.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 10000. Default: 100.")
    private int limit = 100;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    ListCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        ListKind kind = kind();
        Target target = cluster.target();
        var query = new Query(
                node,
                job.map(text -> driverOf(text, target)),
                state.map(text -> text.toUpperCase(Locale.ROOT)),
                name,
                limit);
        var report = new WatchReport(console, ZoneId.systemDefault());
        switch (kind) {
            case TASKS -> show(services.watch().get().tasks(target, query), report::tasks);
            case OBJECTS -> show(services.watch().get().objects(target, query), report::objects);
            case PLACEMENT_GROUPS -> show(services.watch().get().groups(target, query), report::groups);
            case ACTORS -> actors(services.actors().get().actors(target), query, report);
            case JOBS -> jobs(services.jobs().get().jobs(target), query, report);
            case NODES -> nodes(services.status().get().status(target), query, report);
        }
        return Main.OK;
    }

    private ListKind kind() {
        try {
            ListKind kind = ListKind.parse(word);
            Map.of(By.JOB, job, By.NODE, node, By.STATE, state, By.NAME, name)
                    .forEach((filter, value) -> refuseUnless(value.isEmpty() || kind.has(filter), kind, filter));
            if (limit < 1 || limit > 10_000)
                throw new IllegalArgumentException("--limit " + limit + " is out of range. Write 1 to 10000.");
            return kind;
        } catch (IllegalArgumentException misused) {
            throw new ParameterException(spec.commandLine(), misused.getMessage(), misused);
        }
    }

    private static void refuseUnless(boolean fits, ListKind kind, By filter) {
        if (!fits)
            throw new IllegalArgumentException("%s does not narrow a list of %s. There are %s."
                    .formatted(filter.option(), kind.word(), kind.options()));
    }

    /** A submitted job is known to nodes by the driver that it became. */
    private String driverOf(String text, Target target) {
        if (text.startsWith("driver-")) return text;
        Optional<Job> found = JobChoice.find(services.jobs().get().jobs(target), text);
        return found.flatMap(Job::driver).orElse(text);
    }

    private <T> void show(Found<T> found, Consumer<Found<T>> table) {
        if (json) json(found);
        else table.accept(found);
        if (!found.silent().isEmpty())
            console.failure(
                    "%s did not answer; what is there is not listed.".formatted(String.join(", ", found.silent())));
    }

    private void json(Object found) {
        console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(found));
    }

    private void actors(List<Actor> all, Query query, WatchReport report) {
        List<Actor> matching = all.stream()
                .filter(actor -> fits(query.job(), actor.job())
                        && (query.node().isEmpty() || query.node().equals(actor.node()))
                        && fits(query.state(), actor.state().name())
                        && contains(query.name(), actor.name().orElse("")))
                .toList();
        List<Actor> shown = matching.stream().limit(limit).toList();
        show(new Found<>(shown, matching.size(), List.of()), found -> {
            ActorsReport.print(shown, ActorsReport.Which.ALL, console);
            report.more(shown.size(), matching.size(), ListKind.ACTORS);
        });
    }

    private void jobs(JobList list, Query query, WatchReport report) {
        List<Job> matching = list.jobs().stream()
                .filter(each -> fits(query.node(), each.node())
                        && fits(query.state(), each.state().name())
                        && contains(query.name(), each.name()))
                .toList();
        List<Job> shown = matching.stream().limit(limit).toList();
        show(new Found<>(shown, matching.size(), list.silent()), found -> {
            new JobsReport(Instant.now(), ZoneId.systemDefault())
                    .print(new JobList(shown, list.nodes(), list.silent()), JobsReport.Which.ALL, console);
            report.more(shown.size(), matching.size(), ListKind.JOBS);
        });
    }

    private void nodes(ClusterStatus status, Query query, WatchReport report) {
        List<ClusterStatus.Node> matching = status.nodes().stream()
                .filter(each -> fits(query.node(), each.name()))
                .toList();
        List<ClusterStatus.Node> shown = matching.stream().limit(limit).toList();
        show(new Found<>(shown, matching.size(), List.of()), found -> {
            console.line("");
            StatusReport.nodes(shown).print(console);
            report.more(shown.size(), matching.size(), ListKind.NODES);
            console.line("");
        });
    }

    private static boolean fits(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }

    private static boolean contains(Optional<String> wanted, String value) {
        return wanted.isEmpty() || value.contains(wanted.get());
    }
}
