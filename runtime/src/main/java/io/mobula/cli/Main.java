package io.mobula.cli;

import io.mobula.api.spi.CommandProvider;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import io.mobula.config.ConfigInvalidException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The {@code mobula} command. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;

    /** Read by whoever sets up the log, which this package does not know. */
    private static final String LOG_SETTING = "io.mobula.log";

    private Main() {}

    public static void main(String[] arguments) {
        logAsDaemon();
        int code = run(Services.installed(), Console.system(System.getenv()), arguments);
        System.exit(code);
    }

    /** What the runtime does is told on standard error, with the date; a program that merely connects is told warnings only. */
    static void logAsDaemon() {
        System.setProperty(LOG_SETTING, "daemon");
    }

    /** Runs one command line; returns its exit code. */
    public static int run(Services services, Console console, String... arguments) {
        RootCommand root = new RootCommand();
        CommandLine line = new CommandLine(root, new CommandFactory(services, console));
        for (CommandProvider provider : services.provided().get()) ProvidedCommand.add(provider, line, console);
        line.setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.styling() == Console.Styling.COLOUR ? Ansi.ON : Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExitCodeExceptionMapper(_ -> FAILED)
                .setParameterExceptionHandler((misuse, _) -> misused(misuse, console))
                .setExecutionExceptionHandler(
                        (failure, _, _) -> failed(failure, root.isVerbose() ? Detail.STACK : Detail.STORY, console));
        withHeadings(line);
        return line.execute(arguments);
    }

    private static void withHeadings(CommandLine line) {
        line.getCommandSpec().usageMessage().optionListHeading("%nOptions:%n").commandListHeading("%nCommands:%n");
        line.getSubcommands().values().forEach(Main::withHeadings);
    }

    private static int misused(CommandLine.ParameterException misuse, Console console) {
        CommandLine command = misuse.getCommandLine();
        console.failure(misuse.getMessage());
        List<String> near = misuse instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        if (!near.isEmpty()) console.err().println("Did you mean " + String.join(" or ", near) + "?");
        console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return MISUSED;
    }

    /** How much is told of a failure. */
    enum Detail {
        STORY,
        STACK
    }

    static int failed(Exception failure, Detail detail, Console console) {
        console.failure(story(failure));
        if (detail == Detail.STACK) failure.printStackTrace(new PrintWriter(console.err(), true));
        return failure instanceof ConfigInvalidException ? MISUSED : FAILED;
    }

    /** What we say ourselves is complete; an exception from elsewhere needs its name to mean anything. */
    private static String story(Exception failure) {
        boolean ours = failure instanceof CommandFailed
                || failure instanceof ConfigInvalidException
                || failure.getClass().getName().startsWith("io.mobula.");
        return ours ? String.valueOf(failure.getMessage()) : failure + "\n--verbose shows where.";
    }
}
