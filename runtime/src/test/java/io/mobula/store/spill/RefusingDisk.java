package io.mobula.store.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The real disk, of which a test says what it refuses: a full one fails in the middle of a write, as a real one does. */
public final class RefusingDisk implements Disk {
    private final Map<Path, Long> left = new ConcurrentHashMap<>();
    private final Set<Path> readOnly = ConcurrentHashMap.newKeySet();

    /** Everything below this folder takes so many bytes more. */
    public void fillAfter(Path folder, long bytes) {
        left.put(folder, bytes);
    }

    void readOnly(Path folder) {
        readOnly.add(folder);
    }

    @Override
    public FileChannel create(Path file) throws IOException {
        if (readOnly.stream().anyMatch(file::startsWith)) throw new ReadOnlyFileSystemException();
        return new Counted(Disk.REAL.create(file), file);
    }

    private int allowed(Path file, int wanted) throws IOException {
        for (Path folder : left.keySet()) {
            if (!file.startsWith(folder)) continue;
            long room = left.get(folder);
            if (room <= 0) throw new FileSystemException(file.toString(), null, "No space left on device");
            left.put(folder, room - Math.min(room, wanted));
            return (int) Math.min(room, wanted);
        }
        return wanted;
    }

    private final class Counted extends FileChannel {
        private final FileChannel real;
        private final Path file;

        Counted(FileChannel real, Path file) {
            this.real = real;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int allowed = allowed(file, source.remaining());
            int limit = source.limit();
            source.limit(source.position() + allowed);
            try {
                return real.write(source);
            } finally {
                source.limit(limit);
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        public long position() throws IOException {
            return real.position();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] into, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force(boolean metaData) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
