package io.mobula.cli.cluster;

import io.mobula.cli.cluster.SupervisorState.Phase;
import io.mobula.cli.text.Console;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the supervisor as a process of its own, out of the terminal's reach, and returns once the cluster is up. */
public final class BackgroundUp {
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private BackgroundUp() {}

    /** {@code arguments} are those of {@code mobula cluster up --foreground} for the main class named. */
    public static void start(ClusterFolder folder, String mainClass, List<String> arguments, Console console)
            throws InterruptedException {
        if (SupervisorLock.isHeld(folder)) throw ClusterRun.alreadyRuns(folder);
        Process supervisor = launch(folder, mainClass, arguments);
        while (true) {
            Optional<SupervisorState> state = supervisor.isAlive() ? SupervisorState.read(folder) : Optional.empty();
            if (state.isPresent() && state.get().phase() == Phase.READY) {
                ClusterReport.print(folder, state.get(), console);
                return;
            }
            if (!supervisor.isAlive()) throw new CommandFailed(lastWords(folder));
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private static Process launch(ClusterFolder folder, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        // A session of its own: closing the terminal must not take the cluster with it.
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(path -> command.add(path.toString()));
        command.addAll(JvmCommand.small().running(mainClass, arguments));
        try {
            ClusterFolder.createPrivateFolder(folder.logs());
            return new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.supervisorLog().toFile())
                    .start();
        } catch (IOException failed) {
            throw new CommandFailed("The supervisor cannot be started: %s.".formatted(failed), failed);
        }
    }

    /** What the supervisor printed before it ended is the reason, already in the words for it. */
    private static String lastWords(ClusterFolder folder) {
        try {
            String said = Files.readString(folder.supervisorLog()).strip();
            return said.isEmpty()
                    ? "The supervisor ended without a word."
                    : said.substring(said.startsWith("mobula: ") ? "mobula: ".length() : 0);
        } catch (IOException unreadable) {
            return "The supervisor ended, and its log %s cannot be read: %s."
                    .formatted(folder.supervisorLog(), unreadable.getMessage());
        }
    }
}
