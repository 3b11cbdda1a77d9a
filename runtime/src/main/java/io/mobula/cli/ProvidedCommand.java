package io.mobula.cli;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.spi.CommandProvider;
import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that comes from a library beside the runtime. */
@Command
final class ProvidedCommand implements Callable<Integer> {
    private final CommandProvider provider;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Unmatched
    private List<String> arguments = new ArrayList<>(); // picocli adds to it

    @Spec
    private CommandSpec spec;

    private ProvidedCommand(CommandProvider provider, Console console) {
        this.provider = provider;
        this.console = console;
    }

    /** The provider's command under the tool's, unless the tool has one of that name itself. */
    static void add(CommandProvider provider, CommandLine tool, Console console) {
        if (tool.getSubcommands().containsKey(provider.name())) return;
        var line = new CommandLine(new ProvidedCommand(provider, console));
        line.getCommandSpec()
                .usageMessage()
                .description(provider.summary())
                .footer(provider.usage().toArray(String[]::new));
        tool.addSubcommand(provider.name(), line);
    }

    @Override
    public Integer call() {
        try (var terminal = new ProvidedTerminal()) {
            return provider.run(arguments, terminal);
        } catch (IllegalArgumentException misused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(misused.getMessage()), misused);
        }
    }

    private final class ProvidedTerminal implements CommandProvider.Terminal, AutoCloseable {
        private Optional<Mobula> session = Optional.empty();

        @Override
        public PrintWriter out() {
            return console.out();
        }

        @Override
        public PrintWriter err() {
            return console.err();
        }

        @Override
        public void table(List<String> titles, List<List<String>> rows) {
            Column[] columns = IntStream.range(0, titles.size())
                    .mapToObj(i -> isFigures(rows, i) ? Column.figure(titles.get(i)) : Column.text(titles.get(i)))
                    .toArray(Column[]::new);
            Table table = new Table(columns);
            for (List<String> row : rows) table.row(row.toArray(String[]::new));
            table.print(console);
        }

        private static boolean isFigures(List<List<String>> rows, int column) {
            return !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(column).matches("-|[0-9][0-9.,]*( ?[A-Za-z%/]+)?"));
        }

        @Override
        public Mobula mobula() {
            if (session.isEmpty()) {
                Target target = cluster.target();
                session = Optional.of(
                        Mobula.connect(ConnectOptions.to(target.address()).withToken(target.token())));
            }
            return session.get();
        }

        @Override
        public void close() {
            session.ifPresent(Mobula::close);
        }
    }
}
