package io.mobula.wire.value;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/** Which types allow only values that cannot change. */
final class Immutability {
    private Immutability() {}

    /** Decided by declared types alone: primitives, final immutable classes, enums, records of these. */
    static boolean byType(Class<?> type) {
        return byType(type, new HashSet<>());
    }

    private static boolean byType(Class<?> type, Set<Class<?>> within) {
        if (type.isPrimitive() || type.isEnum() || Leaves.isFinalLeaf(type)) return true;
        // A record type within itself could share parts many times over: those need identity.
        if (!type.isRecord() || !within.add(type)) return false;
        for (RecordComponent part : type.getRecordComponents()) if (!byType(part.getType(), within)) return false;
        within.remove(type);
        return true;
    }

    /** The author says so, with any annotation of that simple name that is kept at run time. */
    static boolean isAnnotated(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Immutable")) return true;
        }
        return false;
    }
}
