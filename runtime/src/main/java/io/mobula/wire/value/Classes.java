package io.mobula.wire.value;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Names to classes, through one loader, with the names of recent classes known by their bytes. */
final class Classes {
    private static final int RECENT_NAMES = 1024;
    private static final Map<String, Class<?>> PRIMITIVES = new HashMap<>();

    static {
        for (Class<?> type : new Class<?>[] {
            boolean.class,
            byte.class,
            short.class,
            char.class,
            int.class,
            long.class,
            float.class,
            double.class,
            void.class
        }) PRIMITIVES.put(type.getName(), type);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its user
    private record Recent(byte[] name, Class<?> type) {}

    private final ClassLoader loader;
    private final AtomicReferenceArray<Recent> recent = new AtomicReferenceArray<>(RECENT_NAMES);

    Classes(ClassLoader loader) {
        this.loader = loader;
    }

    /** The class whose name comes next. */
    Class<?> at(Source source) {
        int size = source.count(1);
        int from = source.take(size);
        int slot = slot(source.bytes, from, size);
        Recent found = recent.get(slot);
        if (found != null && Arrays.equals(found.name, 0, found.name.length, source.bytes, from, from + size))
            return found.type;
        Class<?> type = load(new String(source.bytes, from, size, StandardCharsets.UTF_8));
        recent.set(slot, new Recent(Arrays.copyOfRange(source.bytes, from, from + size), type));
        return type;
    }

    /** Names differ most at their ends. */
    private static int slot(byte[] bytes, int from, int size) {
        int hash = size;
        for (int i = Math.max(from, from + size - 16); i < from + size; i++) hash = 31 * hash + bytes[i];
        return (hash ^ (hash >>> 10)) & (RECENT_NAMES - 1);
    }

    Class<?> load(String name) {
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) return primitive;
        try {
            return Class.forName(name, false, loader);
        } catch (UnsupportedClassVersionError newer) {
            throw new CodeException(
                    ErrorCode.CLASS_TOO_NEW,
                    "Class %s cannot be loaded here: it was compiled for a newer Java than this process runs (%s). Start the nodes with that Java, or compile with --release %d"
                            .formatted(
                                    name, newer.getMessage(), Runtime.version().feature()),
                    newer);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new CodeException(
                    ErrorCode.CLASS_NOT_SHIPPED,
                    "Class %s is not on the class path here (%s). Put its jar on the class path of the program that submits, which ships it; if the class is made at run time, send a value of another class"
                            .formatted(name, missing),
                    missing);
        }
    }

    CodeException otherShape(Class<?> type) {
        return new CodeException(
                ErrorCode.CLASS_NOT_SHIPPED,
                "Class %s has other fields here than where the value was made: two versions of it are in use. Run both sides with the same version"
                        .formatted(type.getName()),
                null);
    }

    ClassLoader loader() {
        return loader;
    }
}
