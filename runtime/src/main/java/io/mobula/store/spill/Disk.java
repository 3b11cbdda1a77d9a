package io.mobula.store.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What spilling asks of the file system; a test may say no in its place. */
public interface Disk {
    Disk REAL = new Disk() {};

    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    default FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Of the whole file system, and what of it is free for us. */
    default Space space(Path folder) throws IOException {
        var store = Files.getFileStore(folder);
        return new Space(store.getTotalSpace(), store.getUsableSpace());
    }

    /** In bytes. */
    record Space(long total, long usable) {}
}
