package io.mobula.examples.digits;

import io.mobula.api.Cluster;
import io.mobula.api.Mobula;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The program: {@code --help} says what it does. */
public final class Main {
    private static final int ALL_DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int INTERRUPTED = 130;

    /** Where the program writes; the view writes to {@code out} too. */
    record Screen(PrintStream out, PrintStream err, View view) {}

    private final PrintStream out;
    private final PrintStream err;
    private final View view;

    private Main(Screen screen) {
        out = screen.out;
        err = screen.err;
        view = screen.view;
    }

    public static void main(String[] arguments) {
        int status;
        try (var _ = InterruptGuard.ofThisThread()) {
            status = run(List.of(arguments), System.getenv(), new Screen(System.out, System.err, View.standard()));
        }
        System.exit(status);
    }

    /** The whole program but for the exit. Returns the exit status. */
    static int run(List<String> arguments, Map<String, String> environment, Screen screen) {
        Main program = new Main(screen);
        return switch (CommandLine.parse(arguments, environment)) {
            case CommandLine.Parsed.Run(Options options) -> program.run(options);
            case CommandLine.Parsed.Help() -> {
                screen.out.print(CommandLine.HELP);
                yield ALL_DONE;
            }
            case CommandLine.Parsed.Wrong(String message) -> {
                screen.err.println("digits: " + message + ". Try --help.");
                yield WRONG_USAGE;
            }
        };
    }

    private int run(Options options) {
        try {
            Summary summary = sweep(options);
            out.println();
            summary.lines().forEach(out::println);
            summary.failedTrials()
                    .forEach(failed ->
                            err.println(Text.format("digits: trial %d failed: %s", failed.trial(), failed.message())));
            if (options.json().isPresent()) Files.writeString(options.json().get(), Json.write(summary));
            return summary.allDone() ? ALL_DONE : FAILED;
        } catch (WaitInterruptedException e) {
            return INTERRUPTED;
        } catch (MobulaException e) {
            err.println("digits: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            err.println(Text.format(
                    "digits: The summary could not be written: %s. Name a file in a folder that can be written to with --json.",
                    e));
            return FAILED;
        }
    }

    private Summary sweep(Options options) {
        long startNanos = System.nanoTime();
        Digits digits = Digits.load(options.seed());
        try (Mobula mobula = Mobula.connect(options.connect())) {
            out.println(Text.format(
                    "%,d images (%,d bytes), %d trials, seed %d, on %s",
                    digits.count(), digits.bytes(), options.trials(), options.seed(), describe(mobula.cluster())));
            Sweep sweep = new Sweep(mobula, options, view);
            long sweepNanos = System.nanoTime();
            List<Row> rows = sweep.run(digits);
            long endNanos = System.nanoTime();
            return Summary.of(
                    new Summary.Run(
                            options,
                            sweep.kill(),
                            digits.bytes(),
                            mobula.cluster().traffic().sentBytes(),
                            (endNanos - sweepNanos) / 1e9,
                            (endNanos - startNanos) / 1e9),
                    rows);
        }
    }

    private static String describe(Cluster cluster) {
        int nodes = cluster.nodes().size();
        return Text.format(
                "%d %s, %.0f CPUs",
                nodes,
                nodes == 1 ? "node" : "nodes",
                cluster.capacity().amounts().getOrDefault("cpu", 0.0));
    }
}
