package io.mobula.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Tells Mobula's own class path entries from those of a job.
 *
 * <p>An entry is Mobula's own if it provides one of the marker classes of api, runtime or configuration and no class outside {@code io.mobula}. A program packed together with Mobula in one jar has
 * both, and is shipped: its copy of the api is not used, since {@code io.mobula.api} always comes from the node.
 */
final class OwnCode {
    private static final List<String> MARKERS =
            List.of("io/mobula/api/Mobula.class", "io/mobula/code/Manifest.class", "io/mobula/config/");

    private OwnCode() {}

    static boolean is(Path entry) {
        try {
            return Files.isDirectory(entry) ? isOwnFolder(entry) : isOwnJar(entry);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isOwnFolder(Path folder) throws IOException {
        if (MARKERS.stream().noneMatch(marker -> Files.exists(folder.resolve(marker)))) return false;
        Path own = folder.resolve("io/mobula");
        try (var files = Files.walk(folder)) {
            return files.noneMatch(file ->
                    !file.startsWith(own) && isClass(folder.relativize(file).toString()));
        }
    }

    private static boolean isOwnJar(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            if (MARKERS.stream().noneMatch(marker -> zip.getEntry(marker) != null)) return false;
            return zip.stream()
                    .noneMatch(entry -> !entry.getName().startsWith("io/mobula/") && isClass(entry.getName()));
        }
    }

    private static boolean isClass(String path) {
        return path.endsWith(".class") && !path.endsWith("module-info.class");
    }
}
