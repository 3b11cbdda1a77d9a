package io.mobula.examples.digits;

import io.mobula.api.ConnectOptions;
import io.mobula.examples.digits.Options.After;
import io.mobula.examples.digits.Options.Size;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the arguments. */
final class CommandLine {
    static final String CLUSTER_VARIABLE = "MOBULA_DIR";

    static final String HELP = Text.format("""
            Usage: digits [options]

            Finds the best configuration of a small neural network on 1,797 handwritten digits, trains it on two workers,
            and serves it as two replicas behind HTTP: on the cluster named by MOBULA_ADDRESS, without it on a node in
            this process.

              --seed N     fixes the parts of the data, the configurations and all training (default %d)
              --local      a node in this process with a cluster's semantics, whatever MOBULA_ADDRESS says
              --small      fewer trials and requests
              --json FILE  also write the summary to FILE, as JSON
              --kill-node  kill -9 a node in each stage; needs the cluster's folder in %s
              --keep       leave the deployment serving
              --help       this text

            Exit status: 0 done, 1 a stage failed or a request was not answered, 2 wrong usage, 130 interrupted.
            """, Options.DEFAULT_SEED, CLUSTER_VARIABLE);

    sealed interface Parsed {
        record Run(Options options) implements Parsed {}

        record Help() implements Parsed {}

        record Wrong(String message) implements Parsed {}
    }

    private static final class UsageException extends Exception {
        UsageException(String message) {
            super(message);
        }
    }

    private final Map<String, String> environment;
    private ConnectOptions connect = ConnectOptions.defaults();
    private long seed = Options.DEFAULT_SEED;
    private Size size = Size.FULL;
    private Optional<Path> cluster = Optional.empty();
    private After after = After.REMOVE;
    private Optional<Path> json = Optional.empty();

    private CommandLine(Map<String, String> environment) {
        this.environment = environment;
    }

    static Parsed parse(List<String> arguments, Map<String, String> environment) {
        if (arguments.contains("--help") || arguments.contains("-h")) return new Parsed.Help();
        try {
            return new Parsed.Run(new CommandLine(environment).read(arguments.iterator()));
        } catch (UsageException e) {
            return new Parsed.Wrong(e.getMessage());
        }
    }

    private Options read(Iterator<String> arguments) throws UsageException {
        while (arguments.hasNext()) {
            String option = arguments.next();
            switch (option) {
                case "--local" -> connect = ConnectOptions.strict();
                case "--seed" -> seed = number(option, value(option, arguments));
                case "--small" -> size = Size.SMALL;
                case "--json" -> json = Optional.of(file(option, value(option, arguments)));
                case "--kill-node" -> cluster = Optional.of(cluster());
                case "--keep" -> after = After.KEEP;
                default -> throw new UsageException(Text.format("Unknown option %s", option));
            }
        }
        boolean local = connect.equals(ConnectOptions.strict());
        if (local && cluster.isPresent()) throw new UsageException("--kill-node needs a cluster: leave out --local");
        if (local && after == After.KEEP) throw new UsageException("--keep needs a cluster: leave out --local");
        return new Options(connect, seed, size, cluster, after, json);
    }

    private static String value(String option, Iterator<String> arguments) throws UsageException {
        if (!arguments.hasNext()) throw new UsageException(Text.format("%s needs a value", option));
        return arguments.next();
    }

    private static long number(String option, String text) throws UsageException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException(Text.format("%s needs a whole number, not \"%s\"", option, text));
        }
    }

    private static Path file(String option, String text) throws UsageException {
        Path path = path(option, text);
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
            throw new UsageException(Text.format("%s needs a file in a folder that exists, not \"%s\"", option, text));
        }
        return path;
    }

    private Path cluster() throws UsageException {
        String folder = environment.getOrDefault(CLUSTER_VARIABLE, "");
        Path path = path(CLUSTER_VARIABLE, folder);
        if (folder.isEmpty() || !Files.isRegularFile(Blow.supervisor(path))) {
            throw new UsageException(Text.format(
                    "--kill-node needs a cluster on this machine: name its folder in %s, not \"%s\"",
                    CLUSTER_VARIABLE, folder));
        }
        return path;
    }

    private static Path path(String option, String text) throws UsageException {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new UsageException(Text.format("%s needs a file name, not \"%s\": %s", option, text, e.getReason()));
        }
    }
}
