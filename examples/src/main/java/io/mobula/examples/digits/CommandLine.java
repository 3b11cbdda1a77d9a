package io.mobula.examples.digits;

import io.mobula.api.ConnectOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the arguments. */
final class CommandLine {
    static final String KILL_PID_VARIABLE = "MOBULA_KILL_PID";

    static final String HELP =
            Text.format("""
            Usage: digits [options]

            Sweeps hyperparameters of a small neural network on 1,797 handwritten digits. Every trial is a remote task:
            on the cluster named by MOBULA_ADDRESS, without it on a node in this process.

              --trials N      trials to run, 1 to %,d (default %d)
              --seed N        fixes the split of the data, the configurations and the training (default %d)
              --local         a node in this process with a cluster's semantics, whatever MOBULA_ADDRESS says
              --json FILE     also write the summary to FILE, as JSON
              --kill-pid PID  when a third of the trials have ended, kill -9 this process of the cluster once
              --kill-node     the same, with the pid taken from %s
              --help          this text

            Exit status: 0 all trials ended, 1 a trial or the session failed, 2 wrong usage, 130 interrupted.
            """, Options.MOST_TRIALS, Options.DEFAULT_TRIALS, Options.DEFAULT_SEED, KILL_PID_VARIABLE);

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
    private int trials = Options.DEFAULT_TRIALS;
    private Optional<String> killPid = Optional.empty();
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
        boolean kill = false;
        while (arguments.hasNext()) {
            String option = arguments.next();
            switch (option) {
                case "--local" -> connect = ConnectOptions.strict();
                case "--seed" -> seed = number(option, value(option, arguments), Long.MIN_VALUE, Long.MAX_VALUE);
                case "--trials" -> trials = (int) number(option, value(option, arguments), 1, Options.MOST_TRIALS);
                case "--json" -> json = Optional.of(path(option, value(option, arguments)));
                case "--kill-node" -> kill = true;
                case "--kill-pid" -> killPid = Optional.of(value(option, arguments));
                default -> throw new UsageException(Text.format("Unknown option %s", option));
            }
        }
        if (kill && killPid.isEmpty()) killPid = Optional.ofNullable(environment.get(KILL_PID_VARIABLE));
        if (kill && killPid.isEmpty()) {
            throw new UsageException(Text.format(
                    "--kill-node does not know which process to kill: name it with --kill-pid or in %s",
                    KILL_PID_VARIABLE));
        }
        Optional<ProcessHandle> victim = killPid.isPresent() ? Optional.of(process(killPid.get())) : Optional.empty();
        return new Options(connect, seed, trials, victim, json);
    }

    private static String value(String option, Iterator<String> arguments) throws UsageException {
        if (!arguments.hasNext()) throw new UsageException(Text.format("%s needs a value", option));
        return arguments.next();
    }

    private static long number(String option, String text, long least, long most) throws UsageException {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UsageException(Text.format("%s needs a whole number, not \"%s\"", option, text));
        }
        if (number < least || number > most)
            throw new UsageException(Text.format("%s must be from %,d to %,d, not %,d", option, least, most, number));
        return number;
    }

    private static Path path(String option, String text) throws UsageException {
        Path path;
        try {
            path = Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new UsageException(Text.format("%s needs a file name, not \"%s\": %s", option, text, e.getReason()));
        }
        Path folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(path)) {
            throw new UsageException(Text.format("%s needs a file in a folder that exists, not \"%s\"", option, text));
        }
        return path;
    }

    private static ProcessHandle process(String text) throws UsageException {
        long pid = number("--kill-pid", text, 1, Long.MAX_VALUE);
        if (pid == ProcessHandle.current().pid())
            throw new UsageException(Text.format("--kill-pid %d is this program itself", pid));
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new UsageException(Text.format("--kill-pid %d: no such process", pid)));
    }
}
