package io.mobula.cli.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** PEM files, each whole or not there, keys never readable by others. */
final class PrivateFiles {
    private static final int LINE = 64;

    private PrivateFiles() {}

    enum Readers {
        OWNER("rw-------"),
        ALL("rw-r--r--");

        private final String mode;

        Readers(String mode) {
            this.mode = mode;
        }
    }

    static void write(Path file, String kind, byte[] der, Readers readers) throws IOException {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        String text = "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(readers.mode)));
        } else {
            Files.createFile(fresh);
        }
        Files.write(fresh, text.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
