package io.mobula.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What the bodies of one job print on this node: kept in its file, and on its way to the driver. Thread safe. */
final class TaskOutput {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    /** The last time written; lines come in bursts. */
    private record Stamp(long millis, String text) {
        static Stamp of(long millis) {
            return new Stamp(
                    millis,
                    LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneId.systemDefault())
                            .format(TIME));
        }
    }

    /** By which name a submitted job's driver is known outside. */
    static final String NAME_FILE = "submitted-as";

    /** How much a job that prints for the first time may keep; makes room for it. */
    interface Room {
        long bytes() throws IOException;
    }

    private final Path folder;
    private final Room room;
    private final PendingLines pending;
    private volatile Stamp stamp = Stamp.of(0);

    // Written under the lock of this; read without it, for whoever makes room holds a lock that is taken within this
    // one.
    private volatile Optional<OutputLog> file = Optional.empty();
    private volatile Optional<String> submittedAs = Optional.empty();
    private boolean over;

    TaskOutput(Path folder, Room room, PendingLines.Bound bound) {
        this.folder = folder;
        this.room = room;
        this.pending = new PendingLines(bound);
    }

    Path folder() {
        return folder;
    }

    PendingLines pending() {
        return pending;
    }

    Optional<OutputLog> file() {
        return file;
    }

    boolean isNamed(String name) {
        return submittedAs.filter(name::equals).isPresent();
    }

    synchronized void named(String name) throws IOException {
        submittedAs = Optional.of(name);
        if (file.isPresent()) Files.writeString(folder.resolve(NAME_FILE), name);
    }

    /** {@code 2026-11-25 04:42:27.106 (fit node-2) epoch 3}. */
    void said(Printed.Line line) {
        String text = time(System.currentTimeMillis()) + " (" + line.label() + ") " + line.text() + "\n";
        try {
            Optional<OutputLog> into = opened();
            if (into.isPresent()) into.get().append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException full) {
            // A full disk costs what is kept, not what is shown.
        }
        pending.add(line);
    }

    private String time(long millis) {
        Stamp now = stamp;
        if (now.millis() != millis) stamp = now = Stamp.of(millis);
        return now.text();
    }

    private synchronized Optional<OutputLog> opened() throws IOException {
        if (file.isPresent() || over) return file;
        file = Optional.of(OutputLog.open(folder, room.bytes()));
        if (submittedAs.isPresent()) Files.writeString(folder.resolve(NAME_FILE), submittedAs.get());
        return file;
    }

    void end() throws IOException {
        pending.mute();
        Optional<OutputLog> last;
        synchronized (this) {
            over = true;
            last = file;
        }
        if (last.isPresent()) last.get().close();
    }
}
