package io.mobula.api.spi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Class files as a loader gives them out, each parsed once per instance. Confined to one thread. */
final class ClassFiles {
    private final @Nullable ClassLoader loader;
    private final Map<String, Optional<ClassModel>> parsed = new HashMap<>();

    ClassFiles(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    /** Empty for classes of the JDK and for those whose loader does not give their bytes out, such as classes made at run time. */
    Optional<ClassModel> find(String internalName) {
        return parsed.computeIfAbsent(internalName, this::parse);
    }

    /** By name, for it must not load the class. */
    static boolean ofTheJdk(String internalName) {
        return internalName.startsWith("java/")
                || internalName.startsWith("javax/")
                || internalName.startsWith("jdk/")
                || internalName.startsWith("sun/")
                || internalName.startsWith("com/sun/");
    }

    private Optional<ClassModel> parse(String internalName) {
        if (loader == null || ofTheJdk(internalName)) return Optional.empty();
        try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.of().parse(in.readAllBytes()));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty(); // what it would have told is missing from a message, no more
        }
    }
}
