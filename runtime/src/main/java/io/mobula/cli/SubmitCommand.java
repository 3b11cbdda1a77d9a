package io.mobula.cli;

import io.mobula.cli.job.Attended;
import io.mobula.cli.job.Attended.Audience;
import io.mobula.cli.job.Attended.Outcome;
import io.mobula.cli.job.Interrupts;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.JobsReport;
import io.mobula.cli.job.LogCopy;
import io.mobula.cli.job.SubmitRequest;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Sizes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "submit",
        description = {
            "Run a program in the cluster.",
            "",
            "Sends the jar to a node, which starts a JVM of its own for it; Mobula.connect() in it connects to the cluster. What it prints, standard output and standard error alike, "
                    + "appears here, and its exit code is this command's. The job goes on when this terminal ends. Ctrl-C asks whether to leave it alone or to stop it; without a terminal it stops it."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula submit app.jar",
            "  mobula submit app.jar --main com.acme.Train --driver-heap 2g -- --epochs 10",
            "  mobula submit app.jar --class-path 'lib/a.jar:lib/b.jar' --env MODE=fast",
            "  mobula submit app.jar --detach --name nightly && mobula logs nightly --follow",
            "",
            "Exit codes: the program's; 0 also when detached, 1 not submitted or lost, 2 misused, 130 stopped by Ctrl-C."
        })
final class SubmitCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Services services;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOption cluster;

    @Parameters(index = "0", paramLabel = "APP.jar", description = "The program.")
    private Path jar;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "For the program. After `--` whatever begins with a dash is the program's, too.")
    private List<String> arguments = List.of();

    @Option(names = "--main", paramLabel = "CLASS", description = "The class to start. Default: the jar's Main-Class.")
    private Optional<String> main = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "What lists call the job. Default: the jar's name.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--class-path",
            paramLabel = "PATHS",
            description = "More jars and folders of classes, separated as for java -cp; may be repeated.")
    private List<String> classPath = List.of();

    @Option(names = "--env", paramLabel = "KEY=VALUE", description = "A variable for the driver; may be repeated.")
    private Map<String, String> environment = Map.of();

    @Option(
            names = "--driver-heap",
            paramLabel = "SIZE",
            description = "Maximum heap of the driver, such as 2g. Default: the node's mobula.jobs.driver-heap.")
    private Optional<String> heap = Optional.empty();

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "The node that runs the driver, by name. Default: the one at ADDRESS.")
    private Optional<String> node = Optional.empty();

    @Option(names = "--detach", description = "Print the job's id and leave it alone.")
    private boolean detach;

    SubmitCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        SubmitRequest request = request();
        JobService jobs = services.jobs().get();
        Target target = cluster.target();
        Job job = jobs.submit(target, request);
        if (detach) {
            console.line(job.id());
            console.err().println(job.name() + " runs on " + job.node() + ". " + how(job));
            return Main.OK;
        }
        remark(job.id() + " (" + job.name() + ") runs on " + job.node());
        Audience audience = Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent()
                ? Audience.PERSON
                : Audience.SCRIPT;
        var terminal = new LogCopy.Terminal(System.out, console);
        var attended = new Attended(jobs, target.at(job.address()), job, terminal, audience);
        Interrupts.onInterrupt(attended::interrupted);
        return code(attended.attend(), job);
    }

    private int code(Outcome outcome, Job job) {
        return switch (outcome) {
            case Outcome.Detached _ -> {
                console.err().println(job.id() + " goes on. " + how(job));
                yield Main.OK;
            }
            case Outcome.Interrupted(Job ended) -> {
                remark(JobsReport.ending(ended));
                yield Attended.INTERRUPTED;
            }
            case Outcome.Ended(Job ended) -> {
                if (ended.state() == Job.State.FAILED) console.failure(JobsReport.ending(ended));
                else remark(JobsReport.ending(ended));
                yield ended.exitCode().orElse(Main.FAILED);
            }
        };
    }

    private static String how(Job job) {
        return "Follow it: mobula logs %s --follow; stop it: mobula stop %s".formatted(job.id(), job.id());
    }

    private void remark(String text) {
        console.err().println(console.styled(Console.Style.FAINT, text));
        console.err().flush();
    }

    private SubmitRequest request() {
        List<Path> further = classPath.stream()
                .flatMap(paths -> Stream.of(paths.split(File.pathSeparator)))
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .toList();
        if (name.filter(text -> !NAME.matcher(text).matches()).isPresent())
            throw misused(
                    "--name %s is no name for a job. Use 1 to 64 letters, digits, '.', '_' or '-', and no '-' first."
                            .formatted(name.get()));
        return new SubmitRequest(
                jar, further, main, name, arguments, new SubmitRequest.Place(node, heapBytes(), environment));
    }

    private OptionalLong heapBytes() {
        if (heap.isEmpty()) return OptionalLong.empty();
        try {
            return OptionalLong.of(Sizes.parse("--driver-heap", heap.get()));
        } catch (IllegalArgumentException noSize) {
            throw misused(String.valueOf(noSize.getMessage()));
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
