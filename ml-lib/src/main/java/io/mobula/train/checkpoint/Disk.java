package io.mobula.train.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a checkpoint needs of a disk; a test's may be full. */
interface Disk {
    Disk REAL = new Disk() {
        @Override
        public void write(Path file, byte[] content) throws IOException {
            try (var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) channel.write(rest);
                channel.force(true);
            }
        }

        @Override
        public void force(Path folder) throws IOException {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    };

    /** Returns when the bytes are on the disk. */
    void write(Path file, byte[] content) throws IOException;

    /** Returns when the folder's entries are on the disk. */
    void force(Path folder) throws IOException;

    void rename(Path from, Path to) throws IOException;
}
