package io.mobula.cli;

import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Figures;
import io.mobula.cli.watch.TraceFile;
import io.mobula.cli.watch.WatchSource.NodeSpans;
import io.mobula.cli.watch.WatchSource.Trace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "timeline",
        description = {
            "Write what ran when, on which node and thread, as a Chrome trace.",
            "",
            "Tasks, calls on actors, and objects that were fetched; of each node the latest 16,384. Open the file in https://ui.perfetto.dev or chrome://tracing."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula timeline -o sweep.json",
            "  mobula timeline -o - | gzip > sweep.json.gz",
            "",
            "Exit codes: 0 written, 1 the cluster did not answer or the file cannot be written, 2 misused."
        })
final class TimelineCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it; - for standard output. Default: timeline-DATE-TIME.json in this folder.")
    private Optional<String> file = Optional.empty();

    TimelineCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        Trace trace = services.watch().get().trace(cluster.target());
        String name = file.orElseGet(
                () -> "timeline-" + LocalDateTime.now(ZoneId.systemDefault()).format(NAME) + ".json");
        if (name.equals("-")) TraceFile.write(trace, System.out);
        else write(trace, Path.of(name));
        for (NodeSpans node : trace.nodes()) {
            if (node.forgotten() > 0)
                console.err()
                        .println("%s has forgotten %,d before the %,d that are here."
                                .formatted(
                                        node.node(),
                                        node.forgotten(),
                                        node.spans().size()));
        }
        if (!trace.silent().isEmpty())
            console.failure(
                    "%s did not answer; what ran there is missing.".formatted(String.join(", ", trace.silent())));
        return Main.OK;
    }

    private void write(Trace trace, Path path) {
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(path))) {
            TraceFile.write(trace, to);
        } catch (IOException unwritable) {
            throw new CommandFailed(
                    "%s cannot be written: %s. Choose another file with -o.".formatted(path, unwritable), unwritable);
        }
        int spans = trace.nodes().stream().mapToInt(node -> node.spans().size()).sum();
        console.line("%s: %s of %s. Open it in https://ui.perfetto.dev"
                .formatted(
                        path,
                        Figures.count(spans, "span"),
                        Figures.count(trace.nodes().size(), "node")));
    }
}
