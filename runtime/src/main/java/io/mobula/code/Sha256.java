package io.mobula.code;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Names of blobs: SHA-256 in lower-case hex. */
public final class Sha256 {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private record Known(long sizeBytes, FileTime modified, String sha256) {}

    private Sha256() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static String of(byte[] bytes) {
        return name(digest().digest.digest(bytes));
    }

    /** The file's hash; computed once per process for a path, size and time of change. */
    static String of(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        Known known = KNOWN.get(path);
        if (known != null && known.sizeBytes == now.size() && known.modified.equals(now.lastModifiedTime())) {
            return known.sha256;
        }
        String sha256 = ofContent(path);
        KNOWN.put(path, new Known(now.size(), now.lastModifiedTime(), sha256));
        return sha256;
    }

    /** The hash of what the file holds now, whatever was known. */
    static String ofContent(Path file) throws IOException {
        Digest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                digest.update(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        }
        return digest.name();
    }

    /** A hash in the making. */
    static Digest digest() {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static String name(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    record Digest(MessageDigest digest) {
        void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        /** Ends the hash. */
        String name() {
            return Sha256.name(digest.digest());
        }
    }
}
