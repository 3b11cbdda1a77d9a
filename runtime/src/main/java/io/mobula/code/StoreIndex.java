package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a code store's folder holds, in the order of last use; room is made here. The order survives a restart as the files' times. */
final class StoreIndex {
    static final String TEMPORARY = ".part";

    private static final class Held {
        final long sizeBytes;
        int users;

        /** Hashed since this process began, or written by it. */
        boolean verified;

        Held(long sizeBytes) {
            this.sizeBytes = sizeBytes;
        }
    }

    private final Path folder;
    private final long capacityBytes;
    private final Map<String, Held> held = new LinkedHashMap<>(16, 0.75f, true);

    /** Of everything in {@link #held}. */
    private long heldBytes;

    /** Promised to writers, not yet in {@link #held}. */
    private long reservedBytes;

    private StoreIndex(Path folder, long capacityBytes) {
        this.folder = folder;
        this.capacityBytes = capacityBytes;
    }

    /** Looks the folder through; what a crash left half-written is removed. */
    static StoreIndex read(Path folder, long capacityBytes) throws IOException {
        record Found(Path file, FileTime lastUse, long sizeBytes) {}
        var found = new ArrayList<Found>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(TEMPORARY)) Files.deleteIfExists(file);
                else if (Sha256.isName(name))
                    found.add(new Found(file, Files.getLastModifiedTime(file), Files.size(file)));
            }
        }
        var index = new StoreIndex(folder, capacityBytes);
        found.sort(Comparator.comparing(Found::lastUse));
        for (Found file : found) index.hold(file.file.getFileName().toString(), new Held(file.sizeBytes));
        index.evictDownTo(capacityBytes);
        return index;
    }

    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    synchronized boolean has(String sha256) {
        return held.containsKey(sha256);
    }

    /** One more user; false if it is not here. */
    synchronized boolean take(String sha256) {
        Held blob = held.get(sha256);
        if (blob == null) return false;
        blob.users++;
        return true;
    }

    synchronized void giveBack(String sha256) {
        Held blob = held.get(sha256);
        if (blob != null) blob.users--;
    }

    synchronized boolean isVerified(String sha256) {
        Held blob = held.get(sha256);
        return blob != null && blob.verified;
    }

    synchronized void verified(String sha256) {
        Held blob = held.get(sha256);
        if (blob != null) blob.verified = true;
    }

    /** Room for a blob about to be written; the least recently used make way. */
    synchronized void reserve(String sha256, long sizeBytes) throws IOException {
        if (sizeBytes > capacityBytes) {
            throw new CodeException(
                    ErrorCode.CODE_TOO_LARGE,
                    "Code blob %s of %,d bytes cannot be stored: the code store at %s has room for %,d in all. Leave data out of the class path, or raise mobula.code.capacity."
                            .formatted(sha256.substring(0, 8), sizeBytes, folder, capacityBytes));
        }
        evictDownTo(capacityBytes - reservedBytes - sizeBytes);
        if (heldBytes + reservedBytes + sizeBytes > capacityBytes) {
            throw new CodeException(
                    ErrorCode.CODE_STORE_FULL,
                    "Code blob %s of %,d bytes cannot be stored: the code store at %s holds %,d bytes in use by running jobs and %,d being written, of %,d. Raise mobula.code.capacity, or end jobs."
                            .formatted(
                                    sha256.substring(0, 8),
                                    sizeBytes,
                                    folder,
                                    heldBytes,
                                    reservedBytes,
                                    capacityBytes));
        }
        reservedBytes += sizeBytes;
    }

    synchronized void unreserve(long sizeBytes) {
        reservedBytes -= sizeBytes;
    }

    synchronized void added(String sha256, long sizeBytes) {
        var blob = new Held(sizeBytes);
        blob.verified = true;
        hold(sha256, blob);
    }

    synchronized void drop(String sha256) throws IOException {
        Held blob = held.remove(sha256);
        if (blob != null) heldBytes -= blob.sizeBytes;
        Files.deleteIfExists(folder.resolve(sha256));
    }

    private void hold(String sha256, Held blob) {
        held.put(sha256, blob);
        heldBytes += blob.sizeBytes;
    }

    private void evictDownTo(long bytes) throws IOException {
        for (Iterator<Map.Entry<String, Held>> oldest = held.entrySet().iterator();
                heldBytes > bytes && oldest.hasNext(); ) {
            var entry = oldest.next();
            if (entry.getValue().users > 0) continue;
            Files.deleteIfExists(folder.resolve(entry.getKey()));
            heldBytes -= entry.getValue().sizeBytes;
            oldest.remove();
        }
    }
}
