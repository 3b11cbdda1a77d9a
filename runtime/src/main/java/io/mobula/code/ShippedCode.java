package io.mobula.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver ships: its class path by content, and the bytes behind each hash.
 *
 * <p>Cost: jars are hashed side by side, folders packed in memory; a second time in the same process only what has changed.
 */
public final class ShippedCode implements BlobSource {
    private record Part(Manifest.Entry entry, Blob blob, ClassVersion newest) {}

    private final Manifest manifest;
    private final Map<String, Blob> blobs;
    private final ClassVersion newest;

    private ShippedCode(List<Part> parts) {
        var entries = new LinkedHashMap<String, Manifest.Entry>();
        blobs = new HashMap<>();
        ClassVersion highest = ClassVersion.NONE;
        for (Part part : parts) {
            entries.putIfAbsent(part.entry.sha256(), part.entry);
            blobs.putIfAbsent(part.entry.sha256(), part.blob);
            highest = highest.orNewer(part.newest);
        }
        manifest = new Manifest(List.copyOf(entries.sequencedValues()));
        newest = highest;
    }

    /** The running program's code. Called by a thread that runs code of the program, if it may have been launched from its source file. */
    public static ShippedCode ofThisJvm() throws IOException {
        var parts = new ArrayList<Part>();
        SourceLaunch.jar()
                .ifPresent(jar ->
                        parts.add(inMemory("source file", Sha256.of(jar), new Blob.InMemory(jar), ClassVersion.NONE)));
        parts.addAll(parts(ClassPathScan.ofThisJvm()));
        return new ShippedCode(parts);
    }

    /** These jars and folders, in this order. */
    public static ShippedCode of(List<Path> entries) throws IOException {
        return new ShippedCode(parts(entries));
    }

    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Optional<Blob> find(String sha256) {
        return Optional.ofNullable(blobs.get(sha256));
    }

    /**
     * The newest class file seen: all in folders, a sample of the first jar. Refusing it at connect names one class early; a loader refuses the others when they are used.
     */
    public ClassVersion newestClass() {
        return newest;
    }

    private static List<Part> parts(List<Path> entries) throws IOException {
        Optional<Path> firstJar = entries.stream().filter(Files::isRegularFile).findFirst();
        try {
            return entries.parallelStream()
                    .map(entry -> part(
                            entry,
                            firstJar.filter(entry::equals).isPresent() ? JarSample.newest(entry) : ClassVersion.NONE))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Part part(Path path, ClassVersion sampled) {
        String name = Optional.ofNullable(path.getFileName()).orElse(path).toString();
        try {
            if (Files.isDirectory(path)) {
                FolderJar jar = FolderJar.of(path);
                return inMemory(name + "/", jar.sha256(), jar.blob(), jar.newest());
            }
            long size = Files.size(path);
            return new Part(new Manifest.Entry(name, Sha256.of(path), size), new Blob.InFile(path, size), sampled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Part inMemory(String name, String sha256, Blob blob, ClassVersion newest) {
        return new Part(new Manifest.Entry(name, sha256, blob.sizeBytes()), blob, newest);
    }
}
