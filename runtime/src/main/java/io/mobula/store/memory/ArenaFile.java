package io.mobula.store.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one file of an arena, in memory (a tmpfs), mapped whole. Its pages are reserved from the start on, piece by piece: below {@link #back} every address has one, so that touching it can never end the process by SIGBUS.
 *
 * <p>The file has a name only while it is being opened. It lives as long as a process has it open or mapped, whatever way these processes end.
 */
final class ArenaFile {
    private static final String SUFFIX = ".arena";

    /** Reserved at a time by somebody who waits. */
    private static final long STEP_BYTES = 16L << 20;

    /** Reserved beyond what is taken, by nobody who waits. */
    private static final long AHEAD_BYTES = 64L << 20;

    private final Arena scope = Arena.ofShared();
    private final MemorySegment map;
    private final int descriptor;
    private final long capacityBytes;
    private final Object growing = new Object();
    private final AtomicBoolean growsAhead = new AtomicBoolean();
    private volatile long backedBytes;
    private volatile boolean closed;

    private ArenaFile(Path file, FileChannel channel, long capacityBytes) throws IOException {
        this.capacityBytes = capacityBytes;
        try {
            map = channel.map(FileChannel.MapMode.READ_WRITE, 0, capacityBytes, scope);
            descriptor = Libc.open(file);
            if (descriptor < 0) throw new IOException(file + " cannot be opened a second time");
        } catch (IOException | RuntimeException | Error failed) {
            scope.close();
            throw failed;
        }
    }

    /**
     * Makes the file, and removes those that a crash of the same owner left.
     *
     * @param owner the same for every start of a node, and no other node's: letters, digits, '-' and '_'
     */
    static ArenaFile create(Path folder, String owner, long capacityBytes) throws ArenaUnavailableException {
        if (!Files.isDirectory(folder))
            throw new ArenaUnavailableException("there is no folder " + folder
                    + ". Set mobula.store.arena to a folder in memory (tmpfs), or to off");
        removeLeft(folder, owner);
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < capacityBytes) throw tooSmall(folder, free, capacityBytes);
            Path file = folder.resolve(
                    "mobula-" + owner + "-" + ProcessHandle.current().pid() + SUFFIX);
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                return new ArenaFile(file, channel, capacityBytes);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new ArenaUnavailableException(
                    "no file can be made in " + folder + ": " + e
                            + ". Make it writable, or set mobula.store.arena to another folder in memory, or to off",
                    e);
        } catch (LinkageError | RuntimeException e) {
            throw new ArenaUnavailableException(
                    "this system lacks what reserves pages (" + e + "). Set mobula.store.arena to off", e);
        }
    }

    private static ArenaUnavailableException tooSmall(Path folder, long free, long wanted) {
        return new ArenaUnavailableException(
                "%s has %d MiB free and %d MiB are wanted. Make it larger (in a container --shm-size, or a volume in memory), or lower mobula.store.memory"
                        .formatted(folder, free >> 20, wanted >> 20));
    }

    /** Whoever has one of them open keeps it: a name is taken away, not the bytes. */
    private static void removeLeft(Path folder, String owner) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "mobula-" + owner + "-*" + SUFFIX)) {
            for (Path file : left) Files.deleteIfExists(file);
        } catch (IOException e) {
            // Another user's, then: it stays, and has no part in what follows.
        }
    }

    MemorySegment map() {
        return map;
    }

    long backedBytes() {
        return backedBytes;
    }

    /** Reserves all pages up to there. False when the system has none left; what there is stays reserved. */
    boolean back(long upTo) {
        if (backedBytes >= upTo) return true;
        synchronized (growing) {
            while (backedBytes < upTo) { // somebody else may have done it meanwhile
                long step = Math.min(Math.max(STEP_BYTES, upTo - backedBytes), capacityBytes - backedBytes);
                if (closed || !(reserve(step) || reserve(upTo - backedBytes))) return false;
            }
        }
        return true;
    }

    private boolean reserve(long length) {
        long from = backedBytes;
        if (Libc.fallocate(descriptor, from, length) != 0) return false;
        Libc.populate(map.asSlice(from, length));
        backedBytes = from + length;
        return true;
    }

    /** Sees to it that the next to come beyond {@code taken} need not wait. */
    void growAhead(long taken) {
        long wanted = Math.min(capacityBytes, taken + AHEAD_BYTES);
        if (wanted <= backedBytes || taken + AHEAD_BYTES / 2 <= backedBytes || !growsAhead.compareAndSet(false, true))
            return;
        Thread.ofPlatform().daemon().name("mobula-arena-growth").start(() -> {
            try {
                boolean _ = stepwise(wanted);
            } finally {
                growsAhead.set(false);
            }
        });
    }

    /** In steps, so that whoever needs some of it now need not wait for all. */
    private boolean stepwise(long wanted) {
        boolean more = true;
        while (more && backedBytes < wanted) more = back(Math.min(wanted, backedBytes + STEP_BYTES));
        return more;
    }

    SharedMemory shared() {
        return new SharedMemory(Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor), capacityBytes);
    }

    void close() {
        synchronized (growing) {
            if (closed) return;
            closed = true;
        }
        scope.close();
        Libc.close(descriptor);
    }
}
