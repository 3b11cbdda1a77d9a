package io.mobula.control.log;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one replica: which cluster and which replica it belongs to, and the lock that keeps a second process out.
 *
 * <p>An emptied folder is another replica, never the old one under its old name: a replica that has forgotten its votes must not vote again.
 */
public final class StorageFolder implements AutoCloseable {
    private static final String IDENTITY = "cluster.id";
    private static final String LOCK = "in-use.lock";
    private static final String FOUNDER = "founder";
    private static final Pattern FORMAT =
            Pattern.compile("cluster=([0-9a-f-]{36})\nreplica=((?:[A-Za-z0-9._-]{1,64}/)?[0-9a-f-]{36})\n");

    private final Path folder;
    private final Identity identity;
    private final FileChannel lock;

    private StorageFolder(Path folder, Identity identity, FileChannel lock) {
        this.folder = folder;
        this.identity = identity;
        this.lock = lock;
    }

    /** @param replica never used by two folders; begins with the name of the node it was made for, if that was known */
    public record Identity(UUID cluster, String replica) {}

    /** Makes the folder of a new replica, once. */
    public static Identity create(Path folder, UUID cluster, String node) {
        try {
            Files.createDirectories(folder);
            if (!isEmpty(folder)) {
                throw invalid(
                        folder,
                        "a new cluster needs an empty folder",
                        "Choose another one, or start the cluster that is there");
            }
            var identity = new Identity(cluster, node + "/" + UUID.randomUUID());
            Path written = folder.resolve(IDENTITY + ".new");
            String text = "cluster=" + identity.cluster() + "\nreplica=" + identity.replica() + "\n";
            try (var file = FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) file.write(bytes);
                file.force(true);
            }
            Files.move(written, folder.resolve(IDENTITY), StandardCopyOption.ATOMIC_MOVE);
            return identity;
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(IDENTITY));
    }

    /** Makes the folder of a replica that is not wanted any more free for another: what it holds is put beside it, for people. */
    public static Path retire(Path folder) {
        Path aside = folder.resolveSibling(
                folder.getFileName() + ".removed-" + uuid(read(folder).replica()));
        try {
            return Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static String uuid(String replica) {
        return replica.substring(replica.indexOf('/') + 1);
    }

    /** Whether this replica has a log, or was told to found one. */
    public boolean isFormed() {
        return Files.exists(folder.resolve("raft")) || isFounder();
    }

    public boolean isFounder() {
        return Files.exists(folder.resolve(FOUNDER));
    }

    /** From now on this replica, and no other, begins the cluster's log. */
    public void found() {
        try (var file =
                FileChannel.open(folder.resolve(FOUNDER), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.force(true);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Takes the folder for this process until closed. */
    public static StorageFolder open(Path folder) {
        Identity identity = read(folder);
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new StartException(
                        ErrorCode.DATA_DIR_IN_USE,
                        "The control log in " + folder + " cannot be opened: process " + holder
                                + " is using it. Stop that process, or give this one a folder of its own.",
                        null);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new StorageFolder(folder, identity, channel);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    public Path path() {
        return folder;
    }

    public Identity identity() {
        return identity;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static Identity read(Path folder) {
        try {
            Path file = folder.resolve(IDENTITY);
            if (!Files.exists(file)) {
                if (!Files.isDirectory(folder) || isEmpty(folder)) {
                    throw invalid(folder, "there is no cluster in it", "Create one with `mobula cluster init`");
                }
                throw invalid(folder, "it holds something else than a control log", "Choose another folder");
            }
            Matcher matcher = FORMAT.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw invalid(
                        folder, "its file " + IDENTITY + " is damaged", "Restore that file from a copy of the folder");
            }
            return new Identity(UUID.fromString(matcher.group(1)), matcher.group(2));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String pid = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return pid.isEmpty() ? "(unknown)" : pid;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            !List.of("lost+found").contains(file.getFileName().toString()))
                    .findAny()
                    .isEmpty();
        }
    }

    private static StartException invalid(Path folder, String cause, String remedy) {
        String message = "The control log in " + folder + " cannot be opened: " + cause + ". " + remedy + ".";
        return new StartException(ErrorCode.CONFIG_INVALID, message, null);
    }

    static StartException unreadable(Path folder, Exception cause) {
        String message = "The control log in " + folder + " cannot be opened: " + cause
                + ". Check that the folder exists and that this user may read and write it.";
        return new StartException(ErrorCode.CONFIG_INVALID, message, cause);
    }
}
