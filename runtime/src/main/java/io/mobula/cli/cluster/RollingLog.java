package io.mobula.cli.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Takes what a node prints: into {@code node-1.log}, which becomes {@code node-1.log.1} when it is full, and the last lines into memory. Thread safe. */
final class RollingLog implements AutoCloseable {
    static final long MAX_FILE_BYTES = 10L << 20;
    static final int MAX_OLD_FILES = 3;
    private static final int REMEMBERED_LINES = 20;

    private final Path file;
    private final long maxFileBytes;
    private final Deque<String> last = new ArrayDeque<>();
    private Writer writer;
    private long written;

    RollingLog(Path file, long maxFileBytes) {
        this.file = file;
        this.maxFileBytes = maxFileBytes;
        try {
            ClusterFolder.createPrivateFolder(file.toAbsolutePath().getParent());
            writer = open();
            written = Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("The log " + file + " cannot be written", failed);
        }
    }

    /** Copies the stream, line by line, until it ends. */
    void drain(InputStream from) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) add(line);
        } catch (IOException closed) {
            add("(output ended: " + closed.getMessage() + ")");
        }
    }

    synchronized void add(String line) {
        if (last.size() == REMEMBERED_LINES) last.removeFirst();
        last.addLast(line);
        try {
            if (written > maxFileBytes) roll();
            writer.write(line);
            writer.write('\n');
            writer.flush();
            written += line.length() + 1L;
        } catch (IOException full) {
            // The disk is full or the folder gone: the node goes on, and the last lines stay in memory.
            last.addLast("(not logged: " + full.getMessage() + ")");
        }
    }

    Path file() {
        return file;
    }

    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (IOException unwritable) {
            last.addLast("(not closed: " + unwritable.getMessage() + ")");
        }
    }

    private void roll() throws IOException {
        writer.close();
        for (int i = MAX_OLD_FILES - 1; i >= 1; i--) {
            if (Files.exists(old(i))) Files.move(old(i), old(i + 1), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(file, old(1), StandardCopyOption.REPLACE_EXISTING);
        writer = open();
        written = 0;
    }

    private Path old(int index) {
        return file.resolveSibling(file.getFileName() + "." + index);
    }

    private Writer open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
