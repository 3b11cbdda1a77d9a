package io.mobula.train.checkpoint;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run: {@code <folder>/<run>/step-<number>/}.
 *
 * <p>A checkpoint is written to a folder of another name, forced to the disk, and renamed: a process or machine that dies at any moment leaves the earlier checkpoints as they were. Then those that are not
 * to stay are removed.
 *
 * <p>Thread safety: one thread. One store at a time for each run's folder: a second one is refused while the first is open, in whichever process.
 *
 * <p>Failure: {@link CheckpointException}; a commit that failed has changed nothing, and may be tried again.
 */
public final class CheckpointStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String STEP = "step-";
    private static final String PARTIAL = ".partial-";
    private static final String REMOVED = ".removed-";

    private final Path folder;
    private final String run;
    private final Checkpoints policy;
    private final FolderLock lock;
    private final Disk disk;

    private CheckpointStore(Path folder, String run, Checkpoints policy, FolderLock lock, Disk disk) {
        this.folder = folder;
        this.run = run;
        this.policy = policy;
        this.lock = lock;
        this.disk = disk;
    }

    /**
     * Makes the folder, checks that it can be written to, and removes what a dead process left half done.
     *
     * @param run letters, digits, dots, dashes and underscores, at most 128: it names a folder
     */
    public static CheckpointStore open(Checkpoints policy, String run) {
        return open(policy, run, Disk.REAL);
    }

    static CheckpointStore open(Checkpoints policy, String run, Disk disk) {
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "A run's name is a folder's name: " + run + " does not match " + NAME.pattern());
        }
        Path folder = policy.folder().resolve(run);
        FolderLock lock = FolderLock.take(folder);
        try {
            var store = new CheckpointStore(folder, run, policy, lock, disk);
            store.removeLeftovers();
            if (policy.start() == Checkpoints.Start.ANEW) store.refuseEarlierRun();
            return store;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void refuseEarlierRun() {
        List<Path> earlier = stepFolders();
        if (earlier.isEmpty()) return;
        throw new CheckpointException(
                Reason.EARLIER_RUN,
                "Folder " + folder + " holds " + earlier.size() + " checkpoints of an earlier run, the newest "
                        + earlier.getLast().getFileName()
                        + ". Call resume() on Checkpoints to go on from it, take another name, or remove the folder",
                null);
    }

    /** Those with a readable manifest, by step; others are left out with a warning. The parts are not read. */
    public List<Checkpoint> committed() {
        var found = new ArrayList<Checkpoint>();
        for (Path step : stepFolders()) {
            try {
                found.add(Checkpoint.open(step, policy.format()));
            } catch (CheckpointException e) {
                LOG.warn("Left out: {}", e.getMessage());
            }
        }
        return found;
    }

    /** The newest whose every byte is as it was written; what is newer and damaged is left out with a warning. */
    public Optional<Checkpoint> newest() {
        for (Checkpoint checkpoint : committed().reversed()) {
            try {
                checkpoint.ranks().forEach(checkpoint::bytes);
                return Optional.of(checkpoint);
            } catch (CheckpointException e) {
                LOG.warn("Left out, an older one is used: {}", e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** The best by the policy's metric; empty if there is none with a metric. */
    public Optional<Checkpoint> best() {
        List<Checkpoint> all = committed();
        return policy.retention()
                .ranked(all.stream().map(CheckpointStore::entry).toList())
                .findFirst()
                .flatMap(entry -> all.stream()
                        .filter(checkpoint -> checkpoint.step() == entry.step())
                        .findFirst());
    }

    private static Retention.Entry entry(Checkpoint checkpoint) {
        return new Retention.Entry(checkpoint.step(), checkpoint.metric());
    }

    /**
     * Writes a checkpoint, in place of any of the same step, and removes those that need not stay.
     *
     * @param step the report it belongs to, from 1
     * @param parts the encoded values by rank
     */
    public Checkpoint commit(long step, OptionalDouble metric, SortedMap<Integer, byte[]> parts) {
        Path partial = folder.resolve(PARTIAL + step);
        Path whole = folder.resolve(String.format(Locale.ROOT, "%s%012d", STEP, step));
        try {
            Files.createDirectories(partial);
            var entries = new ArrayList<Manifest.Part>();
            for (var part : parts.entrySet()) {
                Manifest.Part entry = Manifest.Part.of(part.getKey(), part.getValue());
                disk.write(partial.resolve(entry.file()), part.getValue());
                entries.add(entry);
            }
            var manifest = new Manifest(run, step, metric, policy.format().id(), entries);
            disk.write(partial.resolve(Manifest.FILE), manifest.encoded());
            disk.force(partial);
            remove(whole);
            disk.rename(partial, whole);
            disk.force(folder);
            retain();
            return new Checkpoint(whole, manifest, policy.format());
        } catch (IOException e) {
            discard(partial);
            throw FolderLock.unusable("Checkpoint of step " + step + " of run " + run, folder, e);
        }
    }

    private void retain() {
        List<Checkpoint> all = committed();
        Set<Long> kept =
                policy.retention().kept(all.stream().map(CheckpointStore::entry).toList());
        for (Checkpoint checkpoint : all) {
            if (kept.contains(checkpoint.step())) continue;
            try {
                remove(checkpoint.path());
            } catch (IOException e) {
                LOG.warn(
                        "Checkpoint {} is not needed any more and stays behind: {}. Remove it",
                        checkpoint.path(),
                        e.toString());
            }
        }
    }

    /** Renamed first, so that nobody finds one without some of its files. */
    private void remove(Path whole) throws IOException {
        if (!Files.exists(whole)) return;
        Path removed = folder.resolve(REMOVED + whole.getFileName());
        disk.rename(whole, removed);
        deleteAll(removed);
    }

    private void removeLeftovers() {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(path -> path.getFileName().toString().startsWith(PARTIAL)
                            || path.getFileName().toString().startsWith(REMOVED))
                    .toList()
                    .forEach(CheckpointStore::discard);
        } catch (IOException e) {
            throw FolderLock.unusable("Run " + run, folder, e);
        }
    }

    private List<Path> stepFolders() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith(STEP))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FolderLock.unusable("Run " + run, folder, e);
        }
    }

    private static void discard(Path path) {
        try {
            deleteAll(path);
        } catch (IOException e) {
            LOG.warn("{} is half done and stays behind: {}. Remove it", path, e.toString());
        }
    }

    private static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path)) return;
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }

    /** Lets other runs have the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
