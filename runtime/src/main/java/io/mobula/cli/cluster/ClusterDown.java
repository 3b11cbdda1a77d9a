package io.mobula.cli.cluster;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Figures;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops the cluster of a folder: asks its supervisor, and waits until it is gone. */
public final class ClusterDown {
    private static final Duration LIMIT = Supervisor.STOP_GRACE.plusSeconds(7);

    private ClusterDown() {}

    public static void stop(ClusterFolder folder, Console console) throws InterruptedException {
        Optional<SupervisorState> state = SupervisorState.read(folder);
        // The lock is the proof: a number alone may have passed to another process.
        if (state.isEmpty() || !SupervisorLock.isHeld(folder)) {
            console.line("No cluster runs in " + folder.dir() + ".");
            return;
        }
        Optional<ProcessHandle> supervisor = ProcessHandle.of(state.get().pid());
        if (supervisor.isPresent()) stop(supervisor.get());
        console.line("The cluster has stopped (%s)."
                .formatted(Figures.count(state.get().nodes().size(), "node")));
    }

    private static void stop(ProcessHandle supervisor) throws InterruptedException {
        supervisor.destroy();
        try {
            supervisor.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            // Its nodes end with their standard input, which it holds.
            supervisor.destroyForcibly();
            throw new CommandFailed(
                    "The supervisor (process %d) did not stop within %d s and was killed; its nodes end by themselves."
                            .formatted(supervisor.pid(), LIMIT.toSeconds()),
                    stuck);
        }
    }
}
