package io.mobula.submit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Programs compiled and packed by a test. */
public final class Jars {
    private Jars() {}

    /** @param sources class name without a package → source */
    public static Path compile(Path jar, Optional<String> mainClass, Map<String, String> sources) throws IOException {
        Path folder = Files.createTempDirectory(jar.getParent(), "compiled");
        var files = new ArrayList<Path>();
        for (Map.Entry<String, String> source : sources.entrySet())
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!compiled) throw new AssertionError(said.toString());
        }
        return pack(jar, mainClass, folder);
    }

    private static Path pack(Path jar, Optional<String> mainClass, Path folder) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        mainClass.ifPresent(name -> manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name));
        try (OutputStream file = Files.newOutputStream(jar);
                var out = new JarOutputStream(file, manifest);
                Stream<Path> classes = Files.walk(folder)) {
            for (Path each :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(each).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(each));
                out.closeEntry();
            }
        }
        return jar;
    }
}
