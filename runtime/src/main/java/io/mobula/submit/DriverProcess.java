package io.mobula.submit;

import io.mobula.output.OutputLog;
import io.mobula.submit.JobState.Driver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver's process and what it prints. Its standard input is a pipe that this process holds and never writes. */
final class DriverProcess {
    private static final int BUFFER_BYTES = 64 << 10;

    /** A process that a driver left behind may keep its output open; nobody waits longer for that one. */
    private static final Duration LAST_OUTPUT_LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DriverProcess.class);

    private DriverProcess() {}

    /** @param onExit told once, after all that the process printed is in the log (JOB-4) */
    static Driver start(DriverCommand command, Path folder, OutputLog output, IntConsumer onExit) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .directory(folder.toFile())
                .redirectErrorStream(true); // one pipe: only so is the order of the two kept
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        Driver driver = driver(process.toHandle());
        Thread pump = Thread.ofPlatform()
                .daemon()
                .name("job-output-" + process.pid())
                .start(() -> copy(process.getInputStream(), output));
        Thread.ofVirtual().name("job-exit-" + process.pid()).start(() -> {
            int code = process.onExit().join().exitValue();
            awaitLast(pump, output);
            onExit.accept(code);
        });
        return driver;
    }

    private static void awaitLast(Thread pump, OutputLog output) {
        try {
            long before = -1;
            while (output.end() != before || output.isWriterWaiting()) {
                before = output.end();
                if (pump.join(LAST_OUTPUT_LIMIT)) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Driver driver(ProcessHandle handle) {
        return new Driver(handle.pid(), startedMillis(handle));
    }

    /** Zero where the system does not tell: then any process of that pid is taken for it. */
    private static long startedMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static void copy(InputStream from, OutputLog output) {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean kept = true;
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                if (kept) kept = append(output, ByteBuffer.wrap(buffer, 0, count));
            }
        } catch (IOException broken) {
            LOG.debug("A driver's output ended: {}", broken.toString());
        }
    }

    /** A full disk costs the output, never the job: its driver must not stand still before a full pipe. */
    private static boolean append(OutputLog output, ByteBuffer bytes) {
        try {
            output.append(bytes);
            return true;
        } catch (IOException full) {
            LOG.warn("The output of a driver is not kept any more: {}", full.toString());
            try {
                String note = "\n[the rest of the output was not kept: " + full.getMessage() + "]\n";
                output.append(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException stillFull) {
                LOG.debug("Nor is the note of it: {}", stillFull.toString());
            }
            return false;
        }
    }

    static void askToEnd(Driver driver) {
        handle(driver).ifPresent(ProcessHandle::destroy);
    }

    /** With all that it started: they were the job's, too. */
    static void kill(Driver driver) {
        handle(driver).ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    static boolean isAlive(Driver driver) {
        return handle(driver).isPresent();
    }

    private static Optional<ProcessHandle> handle(Driver driver) {
        return ProcessHandle.of(driver.pid())
                .filter(process -> process.isAlive() && startedMillis(process) == driver.startedMillis());
    }
}
