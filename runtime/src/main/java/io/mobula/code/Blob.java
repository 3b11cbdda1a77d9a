package io.mobula.code;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that never change, readable at any place. */
public sealed interface Blob {
    long sizeBytes();

    /** Fills {@code into} with the bytes from {@code offset} on; there must be as many. */
    void read(long offset, ByteBuffer into) throws IOException;

    final class InMemory implements Blob {
        private final byte[] bytes;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            if (offset < 0 || offset > bytes.length - into.remaining()) throw new EOFException("offset " + offset);
            into.put(bytes, (int) offset, into.remaining());
        }
    }

    /** Opened for each read: a file that has meanwhile been evicted is an error of that read, and no reader keeps one open. */
    record InFile(Path path, long sizeBytes) implements Blob {
        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                long at = offset;
                while (into.hasRemaining()) {
                    int count = channel.read(into, at);
                    if (count < 0) throw new EOFException(path + " ends at " + at);
                    at += count;
                }
            }
        }
    }
}
