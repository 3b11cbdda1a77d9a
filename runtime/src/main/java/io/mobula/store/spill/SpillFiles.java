package io.mobula.store.spill;

import io.mobula.core.store.FolderRota;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects in files, over several folders.
 *
 * <p>Thread safety: {@link #write}, {@link #deleteReleased} and {@link #close} by one thread, the others by any.
 *
 * <p>Failure: a folder that is full, read-only or not there is told of once, and tried again after a while; only when none takes a file is the write refused.
 *
 * <p>Nothing is forced to the disk: no file outlives the process that wrote it.
 */
public final class SpillFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFiles.class);

    private final SpillSettings settings;
    private final List<SpillFolder> folders;
    private final FolderRota rota;
    private final ConcurrentLinkedQueue<SpillFile> released = new ConcurrentLinkedQueue<>();
    private final LongAdder readBack = new LongAdder();
    private long lastNumber;
    private boolean saidFull;

    // Guarded by this.
    private long liveBytes;
    private long fileBytes;
    private int files;
    private long written;

    /** Opens the folders, and removes what an earlier process of this owner left in them. */
    public SpillFiles(SpillSettings settings) {
        this.settings = settings;
        this.folders = settings.folders().stream()
                .map(folder -> new SpillFolder(folder.resolve("mobula-" + settings.owner()), settings.disk()))
                .toList();
        this.rota = new FolderRota(folders.size(), settings.retry().toNanos());
        long now = System.nanoTime();
        for (int i = 0; i < folders.size(); i++) room(i, now);
    }

    /** Writes all into one new file. */
    public List<SpillRecord> write(List<MemorySegment> objects) throws SpillRefusedException {
        long bytes = objects.stream().mapToLong(MemorySegment::byteSize).sum();
        requireCapacity(bytes);
        long now = System.nanoTime();
        long[] room = new long[folders.size()];
        for (int i = 0; i < room.length; i++) room[i] = room(i, now);
        for (OptionalInt next = rota.next(room, bytes, now); next.isPresent(); next = rota.next(room, bytes, now)) {
            int folder = next.getAsInt();
            Path file = folders.get(folder).path.resolve(SpillFolder.PREFIX + ++lastNumber);
            try {
                List<SpillRecord> records = write(file, bytes, objects);
                worked(folder);
                return records;
            } catch (IOException | UnsupportedOperationException failed) {
                remove(file);
                refused(folder, now, failed);
                room[folder] = 0;
            }
        }
        throw new SpillRefusedException("no folder of mobula.store.spill.folders takes " + (bytes >> 20)
                + " MiB more, of " + settings.folders());
    }

    private void requireCapacity(long bytes) throws SpillRefusedException {
        long capacity = settings.capacity().count();
        synchronized (this) {
            if (bytes <= capacity - fileBytes) {
                saidFull = false;
                return;
            }
        }
        String what = "mobula.store.spill.capacity (" + settings.capacity() + ") is used up";
        if (!saidFull) LOG.warn("Objects are no longer spilled: {}. Raise it, or drop refs no longer needed", what);
        saidFull = true;
        throw new SpillRefusedException(what);
    }

    /** 0 where the folder cannot be used. */
    private long room(int folder, long now) {
        try {
            folders.get(folder).open();
            return folders.get(folder).roomBytes();
        } catch (IOException | UnsupportedOperationException failed) {
            refused(folder, now, failed);
            return 0;
        }
    }

    private void refused(int folder, long now, Exception why) {
        if (rota.refused(folder, now))
            LOG.warn(
                    "Objects cannot be spilled to {}: {}. It is tried again every {} s; make it writable, free its"
                            + " disk, or take it out of mobula.store.spill.folders",
                    folders.get(folder).path,
                    why.toString(),
                    settings.retry().toSeconds());
    }

    private void worked(int folder) {
        if (rota.worked(folder)) LOG.info("Objects are spilled to {} again", folders.get(folder).path);
    }

    private List<SpillRecord> write(Path path, long bytes, List<MemorySegment> objects) throws IOException {
        var records = new ArrayList<SpillRecord>(objects.size());
        var file = new SpillFile(path, bytes, objects.size());
        try (FileChannel channel = settings.disk().create(path)) {
            long at = 0;
            for (MemorySegment object : objects) {
                records.add(new SpillRecord(file, at, object.byteSize(), Checked.write(channel, object)));
                at += object.byteSize();
            }
        }
        synchronized (this) {
            liveBytes += bytes;
            fileBytes += bytes;
            written += bytes;
            files++;
        }
        return records;
    }

    /** Reads a whole object. */
    public void read(SpillRecord record, MemorySegment into) throws IOException {
        reading(record, channel -> {
            for (int i = 0; i < record.checksums.length; i++) Checked.read(channel, record, i, Checked.block(into, i));
        });
        readBack.add(record.sizeBytes);
    }

    /** Reads a part, into a buffer with exactly so much room. What lies around it is read too, to be checked. */
    public void read(SpillRecord record, long offset, ByteBuffer into) throws IOException {
        long end = offset + into.remaining();
        readBack.add(into.remaining());
        reading(record, channel -> {
            for (int i = (int) (offset / Checked.BLOCK_BYTES); i < Checked.blocks(end); i++) {
                long from = (long) i * Checked.BLOCK_BYTES;
                long to = Math.min(from + Checked.BLOCK_BYTES, record.sizeBytes);
                MemorySegment block = MemorySegment.ofArray(new byte[(int) (to - from)]);
                Checked.read(channel, record, i, block);
                long first = Math.max(from, offset);
                into.put(block.asSlice(first - from, Math.min(to, end) - first).asByteBuffer());
            }
        });
    }

    @FunctionalInterface
    private interface Reading {
        void from(FileChannel channel) throws IOException;
    }

    private void reading(SpillRecord record, Reading how) throws IOException {
        try (FileChannel channel =
                open(record)) { // a process out of descriptors has lost nothing, nor has an interrupted reader
            try {
                how.from(channel);
            } catch (ClosedByInterruptException | SpillLostException e) {
                throw e;
            } catch (IOException e) {
                throw new SpillLostException(record.path(), "cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private FileChannel open(SpillRecord record) throws IOException {
        try {
            return settings.disk().open(record.path());
        } catch (NoSuchFileException e) {
            throw new SpillLostException(record.path(), "is not there any more", e);
        }
    }

    /** Nobody needs the object any more. */
    public void release(SpillRecord record) {
        synchronized (this) {
            liveBytes -= record.sizeBytes;
            if (--record.file.live > 0) return;
        }
        released.add(record.file);
    }

    /** Whether files wait to be deleted. */
    public boolean hasReleased() {
        return !released.isEmpty();
    }

    public void deleteReleased() {
        for (SpillFile file = released.poll(); file != null; file = released.poll()) {
            remove(file.path);
            synchronized (this) {
                fileBytes -= file.sizeBytes;
                files--;
            }
        }
    }

    private void remove(Path file) {
        try {
            settings.disk().delete(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}. Delete it, or leave that to the next start", file, e.toString());
        }
    }

    public synchronized SpillStats stats() {
        return new SpillStats(liveBytes, fileBytes, files, settings.capacity().count(), written, readBack.sum());
    }

    public void close() {
        for (SpillFolder folder : folders) {
            try {
                folder.close();
            } catch (IOException e) {
                LOG.warn("{} cannot be emptied: {}. The next start tries again", folder.path, e.toString());
            }
        }
    }
}
