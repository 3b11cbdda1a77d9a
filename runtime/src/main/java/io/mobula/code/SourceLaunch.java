package io.mobula.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A program run as {@code java Demo.java}: its classes are in the launcher's memory and in no file.
 *
 * <p>The launcher's loader answers {@code getResource} for every class it has compiled, and compiles those of neighbouring source files when they are loaded. So the classes are found from those on the
 * caller's stack, along the class constants of each. What is named only in strings ({@code Class.forName}) is not found; a program that does so is compiled first.
 */
final class SourceLaunch {
    private static final String SOURCE_FILE = "jdk.launcher.sourcefile";

    private final ClassLoader launcher;
    private final ClassLoader beneath;
    private final SortedMap<String, byte[]> classes = new TreeMap<>();

    private SourceLaunch(ClassLoader launcher) {
        this.launcher = launcher;
        this.beneath = Optional.ofNullable(launcher.getParent()).orElseGet(ClassLoader::getPlatformClassLoader);
    }

    static boolean isRunning() {
        return System.getProperty(SOURCE_FILE) != null;
    }

    /** The program's classes as a jar, if it was launched from source and this thread runs code of it. */
    static Optional<byte[]> jar() throws IOException {
        if (!isRunning()) return Optional.empty();
        Set<Class<?>> roots = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(SourceLaunch::isLaunched)
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
        if (roots.isEmpty()) return Optional.empty();
        return Optional.of(new SourceLaunch(roots.iterator().next().getClassLoader()).pack(roots));
    }

    /** Whether the launcher's own loader, which belongs to the compiler, defined it. */
    private static boolean isLaunched(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && "jdk.compiler".equals(loader.getClass().getModule().getName());
    }

    private byte[] pack(Set<Class<?>> roots) throws IOException {
        var waiting = new ArrayDeque<String>();
        for (Class<?> root : roots) waiting.add(root.getName().replace('.', '/'));
        var seen = new LinkedHashSet<String>(waiting);
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            Optional<byte[]> bytes = find(name);
            if (bytes.isEmpty()) continue;
            classes.put(name + ".class", bytes.get());
            for (String next : named(bytes.get())) if (seen.add(next)) waiting.add(next);
        }
        var jar = new ByteArrayOutputStream();
        try (var writer = new PlainJarWriter(jar)) {
            for (var entry : classes.entrySet()) writer.add(entry.getKey(), entry.getValue());
        }
        return jar.toByteArray();
    }

    private Optional<byte[]> find(String name) throws IOException {
        String file = name + ".class";
        if (beneath.getResource(file) != null) return Optional.empty();
        URL url = launcher.getResource(file);
        if (url == null && compiled(name)) url = launcher.getResource(file);
        if (url == null) return Optional.empty();
        try (InputStream in = url.openStream()) {
            return Optional.of(in.readAllBytes());
        }
    }

    /** Whether the launcher knows a source for the class; it compiles one when the class is asked for. */
    private boolean compiled(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, launcher);
            return true;
        } catch (ClassNotFoundException | LinkageError notOurs) {
            return false;
        }
    }

    private static Set<String> named(byte[] classFile) {
        var names = new LinkedHashSet<String>();
        for (var constant : ClassFile.of().parse(classFile).constantPool()) {
            if (!(constant instanceof ClassEntry type)) continue;
            ClassDesc described = type.asSymbol();
            while (described.isArray()) described = described.componentType();
            if (!described.isPrimitive()) {
                String descriptor = described.descriptorString();
                names.add(descriptor.substring(1, descriptor.length() - 1));
            }
        }
        return names;
    }
}
