package io.mobula.code;

import io.mobula.api.resource.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A node's folder of blobs, each a file under its hash. It outlives the node; the node is the folder's only user.
 *
 * <p>Thread safety: any thread. Writers of one hash take turns, and the second finds it there; readers never wait for writers of another.
 *
 * <p>Failure: {@code CODE_STORE_FULL} when blobs in use leave no room or the disk is full; {@code CODE_MISMATCH} when bytes do not hash to their name. Neither leaves anything behind.
 */
public final class CodeStore implements BlobSource {
    /** Locks that hashes share: how many different blobs may be written or verified at a time. */
    private static final int STRIPES = 64;

    /** Writes bytes, and may fail half-way. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Path folder;
    private final StoreIndex index;
    private final Residents residents;
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    private CodeStore(Path folder, StoreIndex index, Residents residents) {
        this.folder = folder;
        this.index = index;
        this.residents = residents;
        for (int i = 0; i < STRIPES; i++) stripes[i] = new ReentrantLock();
    }

    /**
     * Opens the folder, which is made if it is not there.
     *
     * @param capacity what the folder may hold; the least recently used go first
     * @param residents jars that are on this host anyway, as the node's own libraries are: they need no room and no transfer
     */
    public static CodeStore open(Path folder, Bytes capacity, List<Path> residents) throws IOException {
        Files.createDirectories(folder);
        return new CodeStore(folder, StoreIndex.read(folder, capacity.count()), new Residents(residents));
    }

    public boolean has(String sha256) {
        return index.has(sha256) || residents.find(sha256).isPresent();
    }

    /** For handing on to another process, which verifies what it gets. */
    @Override
    public Optional<Blob> find(String sha256) {
        Optional<Path> path = index.has(sha256) ? Optional.of(folder.resolve(sha256)) : residents.find(sha256);
        try {
            return path.isPresent()
                    ? Optional.of(new Blob.InFile(path.get(), Files.size(path.get())))
                    : Optional.empty();
        } catch (IOException evicted) {
            return Optional.empty();
        }
    }

    /** Stores a blob, unless it is there. Does not return before the bytes are verified and in place. */
    public void put(String sha256, long sizeBytes, Writer content) throws IOException {
        if (!Sha256.isName(sha256)) throw new IllegalArgumentException("no SHA-256: " + sha256);
        ReentrantLock stripe = lock(sha256);
        try {
            if (!has(sha256)) write(sha256, sizeBytes, content);
        } finally {
            stripe.unlock();
        }
    }

    /** The blob in use, fetched first if it is not here; concurrent callers fetch it once. */
    public BlobUse obtain(Manifest.Entry entry, BlobFetcher fetcher) throws IOException {
        ReentrantLock stripe = lock(entry.sha256());
        try {
            Optional<BlobUse> here = useLocked(entry.sha256());
            if (here.isPresent()) return here.get();
            write(entry.sha256(), entry.sizeBytes(), out -> fetcher.fetch(entry, out));
            return useLocked(entry.sha256()).orElseThrow(() -> new NoSuchFileException(entry.sha256()));
        } finally {
            stripe.unlock();
        }
    }

    /** The blob in use, if it is here and whole. A file that does not hash to its name is dropped. */
    public Optional<BlobUse> use(String sha256) throws IOException {
        ReentrantLock stripe = lock(sha256);
        try {
            return useLocked(sha256);
        } finally {
            stripe.unlock();
        }
    }

    private Optional<BlobUse> useLocked(String sha256) throws IOException {
        Optional<Path> resident = residents.find(sha256);
        if (resident.isPresent()) return Optional.of(new BlobUse(resident.get(), () -> {}));
        if (!index.take(sha256)) return Optional.empty();
        Path file = folder.resolve(sha256);
        var use = new BlobUse(file, () -> index.giveBack(sha256));
        try {
            if (!index.isVerified(sha256)) {
                if (!Sha256.ofContent(file).equals(sha256)) {
                    use.close();
                    index.drop(sha256);
                    return Optional.empty();
                }
                index.verified(sha256);
            }
            StoreIndex.touch(file);
            return Optional.of(use);
        } catch (NoSuchFileException removedByHand) {
            use.close();
            index.drop(sha256);
            return Optional.empty();
        }
    }

    private void write(String sha256, long sizeBytes, Writer content) throws IOException {
        index.reserve(sha256, sizeBytes);
        Path temporary = Files.createTempFile(folder, sha256.substring(0, 8), StoreIndex.TEMPORARY);
        try {
            try (var out = new VerifiedOutput(open(temporary), sha256, sizeBytes)) {
                content.writeTo(out);
                out.verify();
            } catch (IOException e) {
                throw DiskFull.orSame(e, folder, sha256);
            }
            Files.move(temporary, folder.resolve(sha256), StandardCopyOption.ATOMIC_MOVE);
            index.added(sha256, sizeBytes);
        } finally {
            Files.deleteIfExists(temporary);
            index.unreserve(sizeBytes);
        }
    }

    private static OutputStream open(Path file) throws IOException {
        return Files.newOutputStream(file);
    }

    private ReentrantLock lock(String sha256) {
        ReentrantLock stripe = stripes[Math.floorMod(sha256.hashCode(), STRIPES)];
        stripe.lock();
        return stripe;
    }
}
