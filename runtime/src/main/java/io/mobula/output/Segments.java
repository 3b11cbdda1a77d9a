package io.mobula.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files of one log, oldest first. A file's name is the offset of its first byte, so that nothing else has to be remembered. */
final class Segments {
    /** One file; the last one grows. */
    record Segment(Path file, long start, long size) {
        long end() {
            return start + size;
        }
    }

    private static final String SUFFIX = ".log";

    private final Path folder;
    private final List<Segment> all = new ArrayList<>();

    Segments(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Segments::isSegment).sorted().toList())
                all.add(new Segment(file, startOf(file), Files.size(file)));
        }
    }

    private static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("\\d{19}\\.log");
    }

    private static long startOf(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Offset of the oldest byte that is still here. */
    long start() {
        return all.isEmpty() ? 0 : all.getFirst().start();
    }

    long end() {
        return all.isEmpty() ? 0 : all.getLast().end();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    Segment first() {
        return all.getFirst();
    }

    Segment last() {
        return all.getLast();
    }

    /** A new last one, not yet on disk. */
    Segment add() {
        long start = end();
        var fresh = new Segment(folder.resolve(String.format(Locale.ROOT, "%019d%s", start, SUFFIX)), start, 0);
        all.add(fresh);
        return fresh;
    }

    void grew(int bytes) {
        Segment last = all.removeLast();
        all.add(new Segment(last.file(), last.start(), last.size() + bytes));
    }

    void dropOldest() throws IOException {
        Files.deleteIfExists(all.removeFirst().file());
    }

    int count() {
        return all.size();
    }

    /** The one with this offset; it must lie within the log. */
    Segment holding(long offset) {
        for (Segment segment : all) if (offset < segment.end()) return segment;
        throw new IllegalArgumentException("offset " + offset + " of a log that ends at " + end());
    }
}
