package io.mobula.call;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of a Unix socket: bound for its owner alone, over what a process that was killed left behind. */
final class UnixSocketFile {
    /** What fits into {@code sockaddr_un} of Linux, in bytes. */
    static final int MAX_PATH_BYTES = 107;

    private UnixSocketFile() {}

    static ServerSocketChannel bind(Path path, int backlog) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES)
            throw new StartException(
                    ErrorCode.CONFIG_INVALID,
                    "Unix socket " + path + " cannot be opened: its path has " + length
                            + " bytes, and the system allows " + MAX_PATH_BYTES
                            + ". Choose a directory with a shorter path.",
                    null);
        removeStale(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), backlog);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        boolean socket = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
        if (!socket || isServed(path))
            throw new StartException(
                    ErrorCode.PORT_IN_USE,
                    "Unix socket " + path + " cannot be opened: "
                            + (socket ? "another process listens there" : "a file that is no socket has its name")
                            + ". Stop that process, or choose another path.",
                    null);
        Files.deleteIfExists(path);
    }

    private static boolean isServed(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
