package io.mobula.code;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Which jars and folders a job's code is in, in the order of the class path.
 *
 * <p>The rule: an entry that is a part of Mobula itself ({@link OwnCode}) stays at home, as does the JDK; everything else is shipped. Libraries that Mobula happens to use are shipped too, since a
 * job sees none of the node's own; nodes of the same distribution have them already ({@link CodeStore}).
 */
public final class ClassPathScan {
    private final SequencedSet<Path> found = new LinkedHashSet<>();
    private final Path javaHome;

    private ClassPathScan(Path javaHome) {
        this.javaHome = real(javaHome);
    }

    /** The shipped entries of the running JVM: class path, then module path. */
    public static List<Path> ofThisJvm() {
        String classPath = System.getProperty("java.class.path", "");
        // A program launched from its source file gets "." without having asked for it: SourceLaunch ships its classes.
        if (SourceLaunch.isRunning() && classPath.equals(".")) classPath = "";
        return scan(classPath, System.getProperty("jdk.module.path", ""), Path.of(System.getProperty("java.home")));
    }

    /** These entries, with what the jars' manifests add, without what every node has. */
    public static List<Path> of(List<Path> entries) {
        var scan = new ClassPathScan(Path.of(System.getProperty("java.home")));
        entries.forEach(scan::add);
        return scan.found.stream().filter(entry -> !OwnCode.is(entry)).toList();
    }

    static List<Path> scan(String classPath, String modulePath, Path javaHome) {
        var scan = new ClassPathScan(javaHome);
        for (String entry : classPath.split(File.pathSeparator, -1)) scan.addElement(entry);
        for (String entry : modulePath.split(File.pathSeparator, -1)) scan.addModules(entry);
        return scan.found.stream().filter(entry -> !OwnCode.is(entry)).toList();
    }

    private void addElement(String element) {
        if (element.isEmpty()) return;
        try {
            add(Path.of(element));
        } catch (InvalidPathException notAPath) {
            // The JVM passes over what it cannot read, and so does the scan.
        }
    }

    /** An element of the module path is a module, packed or not, or a folder of modules. */
    private void addModules(String element) {
        Path path = Path.of(element);
        if (element.isEmpty() || !Files.isDirectory(path) || Files.exists(path.resolve("module-info.class"))) {
            addElement(element);
            return;
        }
        try (Stream<Path> modules = Files.list(path)) {
            modules.filter(module ->
                            module.toString().endsWith(".jar") || Files.exists(module.resolve("module-info.class")))
                    .sorted()
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path entry) {
        if (!Files.exists(entry)) return;
        Path path = real(entry);
        if (path.startsWith(javaHome) || !found.add(path)) return;
        if (Files.isRegularFile(path)) namedInManifest(path).forEach(this::add);
    }

    /** The class path that a jar's own manifest adds. */
    private static List<Path> namedInManifest(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath == null) return List.of();
            var named = new ArrayList<Path>();
            for (String reference : classPath.trim().split("\\s+", -1)) {
                try {
                    URI uri = jar.toUri().resolve(reference);
                    if ("file".equals(uri.getScheme())) named.add(Path.of(uri));
                } catch (IllegalArgumentException notAPath) {
                    // As the JVM: passed over.
                }
            }
            return named;
        } catch (IOException notAJar) {
            return List.of();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.toAbsolutePath().normalize();
        }
    }
}
