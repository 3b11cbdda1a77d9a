package io.mobula.examples.digits;

import io.mobula.api.Cluster;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.serve.ServeException;
import io.mobula.train.TrainException;
import io.mobula.tune.Display;
import io.mobula.tune.SweepException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The program: {@code --help} says what it does. */
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int INTERRUPTED = 130;

    /** Where the program writes; the sweep's table goes to standard output. */
    record Screen(PrintStream out, PrintStream err, Display display) {}

    private final Screen screen;
    private final PrintStream out;

    private Main(Screen screen) {
        this.screen = screen;
        this.out = screen.out;
    }

    public static void main(String[] arguments) {
        int status;
        try (var _ = InterruptGuard.ofThisThread()) {
            status = run(List.of(arguments), System.getenv(), new Screen(System.out, System.err, Display.AUTO));
        }
        System.exit(status);
    }

    /** The whole program but for the exit. Returns the exit status. */
    static int run(List<String> arguments, Map<String, String> environment, Screen screen) {
        return switch (CommandLine.parse(arguments, environment)) {
            case CommandLine.Parsed.Run(Options options) -> new Main(screen).run(options);
            case CommandLine.Parsed.Help() -> {
                screen.out.print(CommandLine.HELP);
                yield DONE;
            }
            case CommandLine.Parsed.Wrong(String message) -> {
                screen.err.println("digits: " + message + ". Try --help.");
                yield WRONG_USAGE;
            }
        };
    }

    private int run(Options options) {
        try {
            Summary summary = stages(options);
            out.println();
            summary.lines().forEach(out::println);
            if (options.json().isPresent()) Files.writeString(options.json().get(), summary.json());
            return summary.isGood() ? DONE : FAILED;
        } catch (WaitInterruptedException | InterruptedException e) {
            return INTERRUPTED;
        } catch (MobulaException | SweepException | TrainException | ServeException e) {
            screen.err.println("digits: " + e.getMessage());
            return FAILED;
        } catch (IOException e) {
            screen.err.println("digits: A file could not be written: " + e);
            return FAILED;
        }
    }

    private Summary stages(Options options) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Digits digits = Digits.load(options.seed());
        try (Mobula mobula = Mobula.connect(options.connect());
                TemporaryFolder folder = TemporaryFolder.create()) {
            String on = describe(mobula.cluster());
            out.println(Text.format("%,d handwritten digits, seed %d, on %s", digits.count(), options.seed(), on));
            ObjectRef<Digits> data = mobula.put(digits);

            title(1, "tune", "Which configuration?");
            var tuned = new TuneStage(mobula, options, screen.display).run(data);

            title(2, "train", "The best one, on two workers.");
            var trained = new TrainStage(mobula, options, out).run(data, tuned.config(), folder.path());

            title(3, "serve", "Two replicas behind HTTP.");
            Network network = trained.checkpoint().load(Network.class);
            var served = new ServeStage(mobula, options, out).run(network, digits.heldOut());

            return new Summary(options.seed(), on, tuned, trained, served, (System.nanoTime() - startNanos) / 1e9);
        }
    }

    private void title(int number, String stage, String text) {
        out.println(Text.format("%n%d %s  %s", number, stage, text));
    }

    private static String describe(Cluster cluster) {
        int nodes = cluster.nodes().size();
        return Text.format(
                "%d %s, %.0f CPUs",
                nodes, nodes == 1 ? "node" : "nodes", cluster.capacity().amount("cpu"));
    }
}
