package io.mobula.submit;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.code.ClassVersion;
import io.mobula.code.CodeStore;
import io.mobula.code.Manifest;
import io.mobula.output.Chunk;
import io.mobula.output.NodeLogs;
import io.mobula.output.OutputLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The submitted jobs of one node: takes them, runs their drivers, keeps what they printed. Thread safety: any thread. */
public final class SubmittedJobs implements AutoCloseable {
    /**
     * The node's settings for submitted jobs.
     *
     * @param maxRunning drivers at a time
     * @param heapBytes of a driver whose submitter names none
     * @param outputBytes kept of each job
     * @param keptJobs finished ones
     * @param keptBytes of all finished ones together, with what their drivers left in their folders
     */
    public record Settings(
            Path folder, int maxRunning, long heapBytes, long outputBytes, int keptJobs, long keptBytes) {}

    /** What a read answers at most, and how long it may wait: both sides of a connection think of each other. */
    static final int MAX_READ_BYTES = 1 << 20;

    static final Duration MAX_PATIENCE = Duration.ofSeconds(1);

    /** A reader that holds and is not heard of for so long does not hold any more. */
    static final Duration HOLD = Duration.ofSeconds(10);

    /** Drivers that are still there so long after the node began to stop are killed. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(3);

    private static final Duration CLOSE_LOOK = Duration.ofMillis(20);

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int ID_CHARS = 8;
    private static final Logger LOG = LoggerFactory.getLogger(SubmittedJobs.class);

    private final Settings settings;
    private final CodeStore code;
    private final DriverCommand.Node node;
    private final NodeLogs logs;
    private final RandomGenerator random = new SecureRandom();
    private final Map<String, JobEntry> entries = new HashMap<>();
    private volatile Consumer<SubmittedJob> listener = _ -> {};
    private boolean closed;

    private SubmittedJobs(Settings settings, CodeStore code, Map<String, String> cluster, NodeLogs logs) {
        this.settings = settings;
        this.code = code;
        this.node = DriverCommand.Node.here(cluster);
        this.logs = logs;
    }

    /**
     * Finds the jobs of the node's earlier lives; those that ran then have failed.
     *
     * @param cluster the environment by which a driver finds the cluster
     * @param logs what else is printed on this node
     */
    public static SubmittedJobs open(Settings settings, CodeStore code, Map<String, String> cluster, NodeLogs logs)
            throws IOException {
        var jobs = new SubmittedJobs(settings, code, cluster, logs);
        Files.createDirectories(settings.folder());
        try (Stream<Path> folders = Files.list(settings.folder())) {
            for (Path folder : folders.sorted().toList()) jobs.find(new JobFolder(folder));
        }
        jobs.forgetOld();
        return jobs;
    }

    private synchronized void find(JobFolder folder) {
        try {
            JobEntry entry = JobEntry.found(folder, _ -> {});
            entries.put(entry.job().id(), entry);
        } catch (IOException unreadable) {
            LOG.warn("{} is left alone: {}", folder.path(), unreadable.toString());
        }
    }

    /** Jobs whose drivers run here now. */
    public synchronized long running() {
        return entries.values().stream().filter(JobEntry::isAlive).count();
    }

    /**
     * Answers, after at most {@link #MAX_PATIENCE} and the time a process takes to start.
     *
     * @throws JobException or {@link CodeException} if it refuses
     */
    public SubmitAnswer answer(SubmitAsk ask) {
        return switch (ask) {
            case SubmitAsk.Submit(Submission submission) -> submit(submission);
            case SubmitAsk.List _ -> new SubmitAnswer.Jobs(list());
            case SubmitAsk.Stop(String id) -> {
                JobEntry entry = entry(id);
                entry.on(new JobEvent.StopAsked());
                yield new SubmitAnswer.Jobs(List.of(entry.job()));
            }
            case SubmitAsk.Read read -> new SubmitAnswer.Output(read(read));
        };
    }

    private SubmitAnswer submit(Submission job) {
        refuseNewerClasses(job);
        List<String> missing = job.code().entries().stream()
                .map(Manifest.Entry::sha256)
                .filter(hash -> !code.has(hash))
                .toList();
        if (!missing.isEmpty()) {
            refuseBeyondLimit(job); // before anybody sends code for nothing
            return new SubmitAnswer.Missing(missing);
        }
        JobEntry entry = accept(job);
        launch(entry, job);
        return new SubmitAnswer.Jobs(List.of(entry.job()));
    }

    private static void refuseNewerClasses(Submission job) {
        int highest = ClassVersion.highestOfThisJvm();
        if (job.newest().runsOn(highest)) return;
        throw new CodeException(
                ErrorCode.CLASS_TOO_NEW,
                "Job %s cannot run: %s was compiled for a later Java than the node's %s. Compile it with --release %s, or start the nodes with a newer Java"
                        .formatted(
                                job.name(),
                                job.newest(),
                                Runtime.version().feature(),
                                Runtime.version().feature()),
                null);
    }

    private synchronized void refuseBeyondLimit(Submission job) {
        if (closed) throw refused(job, "the node is stopping", "Submit it to another node");
        long running = entries.values().stream().filter(JobEntry::isAlive).count();
        if (running >= settings.maxRunning())
            throw refused(
                    job,
                    "this node runs %d submitted jobs, the most it may".formatted(running),
                    "Wait for one to end, stop one (`mobula jobs`, `mobula stop`), submit it to another node with --node, or raise mobula.jobs.max-running");
    }

    private static JobException refused(Submission job, String cause, String remedy) {
        return new JobException(
                ErrorCode.JOB_REFUSED, "Job %s was not taken: %s. %s".formatted(job.name(), cause, remedy), null);
    }

    private synchronized JobEntry accept(Submission submission) {
        refuseBeyondLimit(submission);
        String id = newId();
        var job = new SubmittedJob(
                id,
                submission.name(),
                submission.program().mainClass(),
                submission.program().arguments(),
                Instant.now(),
                new JobState.Starting());
        try {
            var folder = new JobFolder(settings.folder().resolve(id));
            JobEntry entry = JobEntry.create(folder, job, settings.outputBytes(), this::ended);
            entries.put(id, entry);
            return entry;
        } catch (IOException e) {
            throw new JobException(
                    ErrorCode.JOB_REFUSED,
                    "Job %s was not taken: its folder in %s cannot be written: %s. Free the disk, or submit it to another node with --node"
                            .formatted(submission.name(), settings.folder(), e),
                    e);
        }
    }

    private String newId() {
        while (true) {
            var id = new StringBuilder("job-");
            for (int i = 0; i < ID_CHARS; i++) id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            if (!entries.containsKey(id.toString())) return id.toString();
        }
    }

    private void launch(JobEntry entry, Submission job) {
        JobFolder folder = entry.folder();
        String id = entry.job().id();
        try {
            List<Path> jars = folder.link(job.code(), code);
            DriverCommand command = DriverCommand.of(
                    node, id, job, jars, folder.temporary(), job.heapBytes().orElse(settings.heapBytes()));
            JobState.Driver driver = DriverProcess.start(
                    command, folder.work(), entry.output(), exit -> entry.on(new JobEvent.Exited(exit)));
            entry.on(new JobEvent.Launched(driver));
            if (entry.isAlive()) listener.accept(entry.job());
            LOG.info("Submitted job {} ({}) runs as pid {}", id, job.name(), driver.pid());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The driver of {} was not started", id, e);
            entry.on(new JobEvent.LaunchFailed("its driver was not started: " + e.getMessage()));
        }
    }

    private synchronized List<SubmittedJob> list() {
        return entries.values().stream()
                .map(JobEntry::job)
                .sorted(Comparator.comparing(SubmittedJob::submitted).reversed())
                .toList();
    }

    private synchronized JobEntry entry(String id) {
        JobEntry entry = entries.get(id);
        if (entry == null)
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN,
                    "%s is no job of this node: it was never submitted here, or is forgotten, for only the last %d are kept. `mobula jobs --all` lists those that are"
                            .formatted(id, settings.keptJobs()),
                    null);
        return entry;
    }

    private Chunk read(SubmitAsk.Read read) {
        OutputLog log = log(read.source());
        int most = Math.clamp(read.reading().maxBytes(), 1, MAX_READ_BYTES);
        Duration asked = read.reading().patience();
        Duration patience = asked.compareTo(MAX_PATIENCE) < 0 ? asked : MAX_PATIENCE;
        try {
            long from = switch (read.from()) {
                case SubmitAsk.From.Offset(long offset) -> offset;
                case SubmitAsk.From.Tail(int lines) -> log.startOfTail(lines);
            };
            if (read.reading().pace() == SubmitAsk.Pace.HELD) log.hold(from, HOLD);
            return log.read(from, most, patience);
        } catch (IOException e) {
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN, "The output cannot be read: %s. See the node's folder".formatted(e), e);
        }
    }

    private OutputLog log(SubmitAsk.Source source) {
        return switch (source) {
            case SubmitAsk.Source.Job(String id) -> entry(id).output();
            case SubmitAsk.Source.Bodies(String job) -> bodies(job);
            case SubmitAsk.Source.Node _ ->
                logs.process()
                        .orElseThrow(() -> new JobException(
                                ErrorCode.JOB_UNKNOWN,
                                "This node keeps nothing of what it prints, because it was not started by the `mobula` command. Look where its standard output goes",
                                null));
        };
    }

    private OutputLog bodies(String job) {
        try {
            return logs.bodies()
                    .log(job)
                    .orElseThrow(() -> new JobException(
                            ErrorCode.JOB_UNKNOWN,
                            "Nothing is kept here of what tasks and actors of %s print: they printed nothing on this node, or it made way for others' (mobula.jobs.task-output-total). Ask the other nodes"
                                    .formatted(job),
                            null));
        } catch (IOException e) {
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN, "The output cannot be read: %s. See the node's folder".formatted(e), e);
        }
    }

    /** Who hears what becomes of them: when one runs, and when it has ended. */
    public void tells(Consumer<SubmittedJob> who) {
        listener = who;
    }

    private void ended(JobEntry entry) {
        listener.accept(entry.job());
        forgetSoon();
    }

    /** Not on the thread that brought the end: a folder's size takes a walk. */
    private void forgetSoon() {
        Thread.ofVirtual().name("job-retention").start(this::forgetOld);
    }

    private void forgetOld() {
        var finished = new ArrayList<Retention.Finished>();
        for (JobEntry entry : snapshot()) {
            if (!(entry.job().state() instanceof JobState.Ended ended)) continue;
            finished.add(new Retention.Finished(entry.job().id(), ended.at(), bytes(entry.folder())));
        }
        var limit = new Retention.Limit(settings.keptJobs(), settings.keptBytes());
        for (String id : Retention.forgotten(finished, limit)) forget(id);
    }

    private synchronized List<JobEntry> snapshot() {
        return List.copyOf(entries.values());
    }

    private static long bytes(JobFolder folder) {
        try {
            return folder.bytes();
        } catch (IOException | RuntimeException beingChanged) {
            return 0; // counted the next time
        }
    }

    private void forget(String id) {
        JobEntry entry;
        synchronized (this) {
            entry = entries.remove(id);
        }
        if (entry == null) return;
        try {
            entry.folder().delete();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The folder of {} was not removed: {}", id, e.toString());
        }
    }

    /** Takes no more, and ends the drivers that run. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        var left = new ArrayList<JobState.Driver>();
        for (JobEntry entry : snapshot()) {
            switch (entry.job().state()) {
                case JobState.Running(JobState.Driver driver) -> left.add(driver);
                case JobState.Stopping(JobState.Driver driver) -> left.add(driver);
                case JobState.Starting _, JobState.Ended _ -> {}
            }
            entry.on(new JobEvent.NodeStops());
        }
        awaitEnds(left);
        left.forEach(DriverProcess::kill);
    }

    private static void awaitEnds(List<JobState.Driver> drivers) {
        long end = System.nanoTime() + CLOSE_GRACE.toNanos();
        try {
            while (System.nanoTime() < end && drivers.stream().anyMatch(DriverProcess::isAlive))
                Thread.sleep(CLOSE_LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
