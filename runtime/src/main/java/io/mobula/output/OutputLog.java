package io.mobula.output;

import io.mobula.output.Segments.Segment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One log: a folder of segments, of which the oldest go when there are too many bytes.
 *
 * <p>Thread safety: any thread; one process has a folder open for writing at a time.
 */
public final class OutputLog implements AutoCloseable {
    /** Segments a full log consists of: what is dropped at a time is this part of it. */
    static final int SEGMENTS = 8;

    private static final int MIN_SEGMENT_BYTES = 1024;

    /** Lines are looked for in steps of this size, backwards from the end. */
    private static final int SCAN_BYTES = 64 << 10;

    private final long segmentBytes;
    private final Segments segments;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private Optional<FileChannel> writer = Optional.empty();
    private boolean ended;
    private long heldOffset;
    private long heldUntilNanos = System.nanoTime();
    private boolean writerWaits;

    private OutputLog(Segments segments, long capacityBytes, boolean ended) {
        this.segments = segments;
        this.segmentBytes = Math.max(MIN_SEGMENT_BYTES, capacityBytes / SEGMENTS);
        this.ended = ended;
    }

    /** For appending; goes on where the log of an earlier process stopped. */
    public static OutputLog open(Path folder, long capacityBytes) throws IOException {
        Files.createDirectories(folder);
        return new OutputLog(new Segments(folder), capacityBytes, false);
    }

    /** A log that nobody writes any more. */
    public static OutputLog ended(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new OutputLog(new Segments(folder), 0, true);
    }

    /** After the log was ended it does nothing. */
    public void append(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            while (bytes.hasRemaining() && !ended) {
                FileChannel into = writable();
                long room = segmentBytes - segments.last().size();
                ByteBuffer part = bytes.slice(bytes.position(), (int) Math.min(bytes.remaining(), room));
                int written = into.write(part);
                bytes.position(bytes.position() + written);
                segments.grew(written);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private FileChannel writable() throws IOException {
        boolean full = !segments.isEmpty() && segments.last().size() >= segmentBytes;
        if (full) closeWriter();
        if (segments.isEmpty() || full) {
            while (segments.count() >= SEGMENTS) {
                awaitReader();
                if (ended) throw new EOFException("the log was ended");
                segments.dropOldest();
            }
            segments.add();
        }
        if (writer.isEmpty())
            writer = Optional.of(
                    FileChannel.open(segments.last().file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        return writer.get();
    }

    /** The writer is slowed down to the reader that holds, as long as that one is heard of. */
    private void awaitReader() {
        try {
            while (!ended && segments.first().end() > heldOffset) {
                long left = heldUntilNanos - System.nanoTime();
                if (left <= 0) return;
                writerWaits = true;
                var _ = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever wants the writer to end does not wait for a reader
        } finally {
            writerWaits = false;
        }
    }

    /** Whether the writer waits for the reader that holds. */
    public boolean isWriterWaiting() {
        lock.lock();
        try {
            return writerWaits;
        } finally {
            lock.unlock();
        }
    }

    /** What lies beyond this offset is kept for so long, the writer waiting if it must. One reader at a time: the latest call counts. */
    public void hold(long offset, Duration time) {
        lock.lock();
        try {
            heldOffset = offset;
            heldUntilNanos = System.nanoTime() + time.toNanos();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void closeWriter() throws IOException {
        if (writer.isPresent()) writer.get().close();
        writer = Optional.empty();
    }

    /** Where the last {@code lines} lines begin; a last line without an end counts. */
    public long startOfTail(int lines) throws IOException {
        lock.lock();
        try {
            if (lines == 0) return segments.end();
            long at = segments.end();
            int ends = 0;
            while (at > segments.start()) {
                Segment segment = segments.holding(at - 1);
                int count = (int) Math.min(SCAN_BYTES, at - segment.start());
                byte[] bytes = read(segment, at - count, count);
                for (int i = count - 1; i >= 0; i--) {
                    boolean lastByte = at - count + i == segments.end() - 1;
                    if (bytes[i] == '\n' && !lastByte && ++ends == lines) return at - count + i + 1;
                }
                at -= count;
            }
            return segments.start();
        } finally {
            lock.unlock();
        }
    }

    /** From {@code offset} on; waits at most {@code patience} for a first byte. Empty and not last: ask again. */
    public Chunk read(long offset, int maxBytes, Duration patience) throws IOException {
        lock.lock();
        try {
            long waitNanos = patience.toNanos();
            while (segments.end() <= offset && !ended && waitNanos > 0) waitNanos = changed.awaitNanos(waitNanos);
            long from = Math.max(offset, segments.start());
            if (from >= segments.end()) return new Chunk(from, new byte[0], ended);
            Segment segment = segments.holding(from);
            int count = (int) Math.min(maxBytes, segment.end() - from);
            return new Chunk(from, read(segment, from, count), ended && from + count == segments.end());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Chunk(offset, new byte[0], false);
        } finally {
            lock.unlock();
        }
    }

    private static byte[] read(Segment segment, long from, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            while (into.hasRemaining()) {
                if (channel.read(into, from - segment.start() + into.position()) < 0)
                    throw new EOFException(segment.file() + " is shorter than it was");
            }
        }
        return into.array();
    }

    /** Bytes appended so far, those dropped included. */
    public long end() {
        lock.lock();
        try {
            return segments.end();
        } finally {
            lock.unlock();
        }
    }

    /** No more follows; readers that wait are told. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
            closeWriter();
        } finally {
            lock.unlock();
        }
    }
}
