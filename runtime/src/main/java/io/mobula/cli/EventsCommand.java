package io.mobula.cli;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.watch.Since;
import io.mobula.cli.watch.WatchSource;
import io.mobula.cli.watch.WatchSource.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "events",
        description = {
            "Show what happened in a cluster.",
            "",
            "Nodes that joined and died, jobs that began and ended, actors, placement groups, stores without room. Every node keeps its latest 2,000 events, over restarts."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula events --since 10m",
            "  mobula events --follow",
            "  mobula events --json | jq -r 'select(.severity == \"ERROR\") | .text'",
            "",
            "Exit codes: 0 shown, 1 the cluster did not answer, 2 misused, 130 ended by Ctrl-C."
        })
final class EventsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(500);

    private final Services services;
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TargetOption cluster;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as more happens.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Begin there: 90s, 10m, 2h or 1d ago, or 2026-11-30T21:45:00Z. Default: all that is kept.")
    private Optional<String> since = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs: an object on each line.")
    private boolean json;

    EventsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        WatchSource.EventReader reader = services.watch().get().events(cluster.target(), begin());
        print(reader.next());
        List<String> silent = reader.silent();
        tell(silent);
        while (follow && !console.out().checkError()) {
            Thread.sleep(LOOK_AGAIN_AFTER);
            print(reader.next());
            if (reader.silent().equals(silent)) continue;
            silent = reader.silent();
            tell(silent);
        }
        return Main.OK;
    }

    private Instant begin() {
        try {
            return since.map(text -> Since.parse(text, Instant.now())).orElse(Instant.EPOCH);
        } catch (IllegalArgumentException misused) {
            throw new ParameterException(spec.commandLine(), misused.getMessage(), misused);
        }
    }

    private void tell(List<String> silent) {
        if (!silent.isEmpty())
            console.failure(
                    "%s did not answer; what it alone noticed is missing.".formatted(String.join(", ", silent)));
    }

    private void print(List<Event> events) {
        for (Event event : events) console.line(json ? JsonMapper.shared().writeValueAsString(event) : line(event));
    }

    /** {@code 2026-11-30 21:45:01  ERROR    node-1  node-2 (node-2.1) died: …}. */
    private String line(Event event) {
        String time = Instant.ofEpochMilli(event.epochMillis())
                .atZone(ZoneId.systemDefault())
                .format(TIME);
        String severity = "%-7s".formatted(event.severity());
        if (!event.severity().equals("INFO")) severity = console.styled(Style.BAD, severity);
        return "%s  %s  %-8s  %s".formatted(console.styled(Style.FAINT, time), severity, event.source(), event.text());
    }
}
