package io.mobula.submit;

import io.mobula.code.BlobUse;
import io.mobula.code.CodeStore;
import io.mobula.code.Manifest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One submitted job's files: what it is, what it printed, its class path while it runs, and the folder its driver works in. */
record JobFolder(Path path) {
    Path file() {
        return path.resolve("job.json");
    }

    Path output() {
        return path.resolve("output");
    }

    /** The driver's current directory; its own, and kept with the job. */
    Path work() {
        return path.resolve("work");
    }

    Path temporary() {
        return path.resolve("tmp");
    }

    private Path lib() {
        return path.resolve("lib");
    }

    void create() throws IOException {
        for (Path folder : List.of(output(), work(), temporary(), lib())) Files.createDirectories(folder);
    }

    /** The class path under its own names: the store may forget its copies, and stack traces and messages name files as the user knows them. */
    List<Path> link(Manifest code, CodeStore store) throws IOException {
        var jars = new ArrayList<Path>();
        for (Manifest.Entry entry : code.entries()) {
            try (BlobUse blob = store.use(entry.sha256())
                    .orElseThrow(() -> new IOException(entry.name() + " has left the code store meanwhile"))) {
                jars.add(link(blob.path(), jarName(entry.name())));
            }
        }
        return jars;
    }

    private Path link(Path blob, String name) throws IOException {
        for (int i = 0; ; i++) {
            Path jar = lib().resolve(i == 0 ? name : i + "-" + name);
            try {
                return Files.createLink(jar, blob);
            } catch (FileAlreadyExistsException sameName) {
                // Two entries may come from different folders.
            } catch (IOException | UnsupportedOperationException otherFileSystem) {
                return Files.copy(blob, jar);
            }
        }
    }

    /** Only a file's name: whoever submits does not choose where this node writes. */
    private static String jarName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^\\.+", "_");
        return plain.endsWith(".jar") ? plain : plain + ".jar";
    }

    /** What only a running job needs. */
    void endUse() throws IOException {
        delete(lib());
        delete(temporary());
    }

    void delete() throws IOException {
        delete(path);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    long bytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
        }
        return bytes;
    }
}
