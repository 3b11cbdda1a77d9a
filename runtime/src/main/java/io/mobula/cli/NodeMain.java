package io.mobula.cli;

import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.cluster.UpRequest.Life;
import io.mobula.cli.text.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node's JVM as the supervisor starts it: {@code --config FILE --until-stdin-ends [--set KEY=VALUE]…}, which means what it means after {@code mobula node}.
 *
 * <p>Cost: no library takes these arguments apart; building the whole command only to find {@code node} in it takes a fifth of a second of CPU time in each node.
 */
public final class NodeMain {
    private NodeMain() {}

    public static void main(String[] arguments) {
        Main.logAsDaemon();
        Console console = Console.system(System.getenv());
        System.exit(run(Services.installed(), console, arguments));
    }

    static int run(Services services, Console console, String... arguments) {
        try {
            var given = Given.of(arguments);
            return new NodeRun(services, console).run(given.config, given.overrides, given.life);
        } catch (Exception failure) {
            return Main.failed(failure, Main.Detail.STORY, console);
        }
    }

    private record Given(Optional<Path> config, List<String> overrides, Life life) {
        static Given of(String... arguments) {
            Optional<Path> config = Optional.empty();
            var overrides = new ArrayList<String>();
            Life life = Life.UNTIL_STOPPED;
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--config" -> config = Optional.of(Path.of(value(arguments, ++i)));
                    case "--set" -> overrides.add(value(arguments, ++i));
                    case "--until-stdin-ends" -> life = Life.UNTIL_STDIN_ENDS;
                    default -> throw misused("does not know " + arguments[i]);
                }
            }
            return new Given(config, overrides, life);
        }

        private static String value(String[] arguments, int index) {
            if (index < arguments.length) return arguments[index];
            throw misused("misses the value of " + arguments[index - 1]);
        }

        private static CommandFailed misused(String what) {
            return new CommandFailed("A node's JVM " + what
                    + ". Start nodes with `mobula cluster up` or `mobula node`, which build its arguments.");
        }
    }
}
