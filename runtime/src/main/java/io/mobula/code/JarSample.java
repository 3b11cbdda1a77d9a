package io.mobula.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Looks at a few class files of a jar: its main class and the first ones. */
final class JarSample {
    /** Class files read. */
    static final int CLASSES = 16;

    private JarSample() {}

    static ClassVersion newest(Path jar) {
        try (var file = new JarFile(jar.toFile(), false)) {
            ClassVersion newest = ClassVersion.NONE;
            for (JarEntry entry : sample(file)) {
                try (var in = file.getInputStream(entry)) {
                    newest = newest.orNewer(ClassVersion.of(entry.getName(), in.readNBytes(ClassVersion.HEAD_BYTES)));
                }
            }
            return newest;
        } catch (IOException notAJar) {
            return ClassVersion.NONE;
        }
    }

    private static List<JarEntry> sample(JarFile file) throws IOException {
        var sample = new ArrayList<JarEntry>();
        var manifest = file.getManifest();
        String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        if (main != null) {
            Optional.ofNullable(file.getJarEntry(main.replace('.', '/') + ".class"))
                    .ifPresent(sample::add);
        }
        file.stream()
                // What lies under META-INF/versions is for a Java that has it.
                .filter(entry ->
                        entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/"))
                .limit(CLASSES)
                .forEach(sample::add);
        return sample;
    }
}
