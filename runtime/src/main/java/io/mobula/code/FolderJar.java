package io.mobula.code;

import io.mobula.api.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder of classes packed into a jar.
 *
 * <p>Hidden files and folders stay out: {@code -cp .} in a project's root would ship its history. The rest is read again only if a name, size or time of change in the folder differs from the last
 * time in this process.
 */
record FolderJar(Blob.InMemory blob, String sha256, ClassVersion newest) {
    /** Bytes a folder may hold; it is packed in memory. */
    static final long LIMIT_BYTES = 512L << 20;

    private static final Map<Path, Packed> PACKED = new ConcurrentHashMap<>();

    private record Stamp(long sizeBytes, FileTime modified) {}

    private record Packed(SortedMap<String, Stamp> files, FolderJar jar) {}

    static FolderJar of(Path folder) throws IOException {
        SortedMap<String, Stamp> files = list(folder);
        Packed known = PACKED.get(folder);
        if (known != null && known.files.equals(files)) return known.jar;
        FolderJar jar = pack(folder, files);
        PACKED.put(folder, new Packed(files, jar));
        return jar;
    }

    private static FolderJar pack(Path folder, SortedMap<String, Stamp> files) throws IOException {
        long total = files.values().stream().mapToLong(Stamp::sizeBytes).sum();
        if (total > LIMIT_BYTES) {
            throw new CodeException(
                    ErrorCode.CODE_TOO_LARGE,
                    "Class path folder %s cannot be shipped: it holds %,d bytes, the limit is %,d. Take data out of it or name a smaller folder with -cp."
                            .formatted(folder, total, LIMIT_BYTES));
        }
        var bytes =
                new ByteArrayOutputStream((int) Math.min(total + 256L * files.size() + 1024, Integer.MAX_VALUE - 8));
        ClassVersion newest = ClassVersion.NONE;
        try (var jar = new PlainJarWriter(bytes)) {
            for (String name : files.keySet()) {
                byte[] content = Files.readAllBytes(folder.resolve(name));
                jar.add(name, content);
                if (name.endsWith(".class") && !name.startsWith("META-INF/"))
                    newest = newest.orNewer(ClassVersion.of(name, content));
            }
        }
        byte[] packed = bytes.toByteArray();
        return new FolderJar(new Blob.InMemory(packed), Sha256.of(packed), newest);
    }

    private static SortedMap<String, Stamp> list(Path folder) throws IOException {
        var files = new TreeMap<String, Stamp>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                        return !path.equals(folder) && isHidden(path)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && !isHidden(path)) {
                            String name = folder.relativize(path).toString().replace('\\', '/');
                            files.put(name, new Stamp(attributes.size(), attributes.lastModifiedTime()));
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
