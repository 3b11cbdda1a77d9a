package io.mobula.cli.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One running node JVM. Its standard input is a pipe held by this process, so that it ends even when this process is killed. */
final class NodeProcess {
    /** Told once, on another thread, when a process has ended. */
    interface ExitListener {
        void exited(long pid, int exitCode);
    }

    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Starts it. Its end is what the system says, not the end of its output: a process of its own may keep that open. */
    static NodeProcess start(Supervisor.Launch node, ExitListener onExit) {
        try {
            ProcessBuilder builder = new ProcessBuilder(node.command()).redirectErrorStream(true);
            PlannedKeys.variables().forEach(builder.environment()::remove);
            Process process = builder.start();
            Thread.ofPlatform()
                    .daemon()
                    .name("log-" + node.name())
                    .start(() -> node.log().drain(process.getInputStream()));
            Thread.ofVirtual()
                    .name("exit-" + node.name())
                    .start(() ->
                            onExit.exited(process.pid(), process.onExit().join().exitValue()));
            return new NodeProcess(process);
        } catch (IOException failed) {
            throw new CommandFailed("%s cannot be started: %s.".formatted(node.name(), failed.getMessage()), failed);
        }
    }

    long pid() {
        return process.pid();
    }

    void askToStop() {
        process.destroy();
    }

    /** Waits for its end and forces it when the time is up; keeps the interrupt of a caller in a hurry. */
    void awaitStopped(Duration atMost) {
        try {
            if (process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) return;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
