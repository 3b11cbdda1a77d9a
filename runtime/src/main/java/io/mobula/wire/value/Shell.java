package io.mobula.wire.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object by Java serialization, with what it holds of the user's taken out and numbered.
 *
 * <p>Java serialization shows its stand-ins, not the objects, so what has one of the JDK's ({@code List.of}, {@code EnumSet}) stays in the shell: shared between a shell and its outside, it becomes two.
 */
@SuppressWarnings({"ReferenceEquality", "IdentityHashMapUsage"}) // identity is what is asked
final class Shell {
    private static final int DEPTH_MAX = 200;

    /** Packages of the JDK whose classes a shell may name. The rest of the JDK has classes that do things while they are read. */
    private static final Set<String> OPEN = Set.of(
            "java.lang",
            "java.util",
            "java.math",
            "java.net",
            "java.text",
            "java.time",
            "java.io",
            "java.nio",
            "java.security",
            "java.sql",
            "sun.util");

    private final byte[] bytes;
    private final List<Object> held;
    private final Map<String, Class<?>> named;

    private Shell(byte[] bytes, List<Object> held, Map<String, Class<?>> named) {
        this.bytes = bytes;
        this.held = held;
        this.named = named;
    }

    /** Stands in the stream for a held object. */
    private record Held(int number) implements Serializable {}

    byte[] bytes() {
        return bytes;
    }

    List<Object> held() {
        return held;
    }

    /** The class the writer met under this name. */
    Class<?> known(String name) {
        Class<?> type = named.get(name);
        if (type == null) throw new IllegalStateException("no class " + name + " was written");
        return type;
    }

    /** The field of the user's that holds the part, if one does. */
    Unshippable locate(Unshippable refusal, Object value, Object part) {
        for (Class<?> level = value.getClass(); level != null && !Forms.isJdk(level); level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) continue;
                try {
                    field.setAccessible(true);
                    if (field.get(value) == part) return refusal.field(level, field.getName());
                } catch (IllegalAccessException | RuntimeException closed) {
                    break;
                }
            }
        }
        return refusal.step("{" + value.getClass().getSimpleName() + "}");
    }

    static Shell of(Object value) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        try (Writer writer = new Writer(bytes)) {
            writer.writeObject(value);
            writer.flush();
            return new Shell(bytes.toByteArray(), writer.held, writer.named);
        }
    }

    static Object open(byte[] bytes, @Nullable Object[] held, Function<String, Class<?>> classes) throws IOException {
        try (Reader reader = new Reader(bytes, held, classes)) {
            return reader.readObject();
        } catch (ClassNotFoundException missing) {
            throw new IOException(missing);
        }
    }

    private static final class Writer extends ObjectOutputStream {
        private final List<Object> held = new ArrayList<>();
        private final Map<Object, Held> numbers = new IdentityHashMap<>();
        private final Map<String, Class<?>> named = new HashMap<>();
        private boolean rootSeen;

        Writer(OutputStream out) throws IOException {
            super(out);
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object object) {
            if (!rootSeen) {
                rootSeen = true;
                return object;
            }
            if (staysInside(object)) return object;
            return numbers.computeIfAbsent(object, part -> {
                held.add(part);
                return new Held(held.size() - 1);
            });
        }

        /** Throwables refer to one another in circles, by way of lists; the JDK's private helpers belong to the shell, and its leaves have no identity to lose. */
        private static boolean staysInside(Object object) {
            if (object instanceof Throwable
                    || object instanceof StackTraceElement[]
                    || object instanceof StackTraceElement) return true;
            if (object instanceof List<?> list && holdsThrowables(list)) return true;
            if (object instanceof String
                    || object instanceof Enum<?>
                    || object instanceof Class<?>
                    || object instanceof Held) return true;
            Class<?> type = object.getClass();
            if (type.isArray() || !Forms.isJdk(type)) return false;
            Form form = Form.of(type);
            if (!(form instanceof SerializedForm)) return form.isImmutable() && object instanceof Serializable;
            boolean helper = !Modifier.isPublic(type.getModifiers()) || object instanceof SerializedLambda;
            return helper && !(object instanceof Collection<?>) && !(object instanceof Map<?, ?>);
        }

        private static boolean holdsThrowables(List<?> list) {
            return Forms.isJdk(list.getClass())
                    && !list.isEmpty()
                    && list.stream().allMatch(Throwable.class::isInstance);
        }

        @Override
        protected void annotateClass(Class<?> type) {
            named.put(type.getName(), type);
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            throw new InvalidClassException(type.getName(), "a dynamic proxy cannot travel");
        }
    }

    private static final class Reader extends ObjectInputStream {
        private final @Nullable Object[] held;
        private final Function<String, Class<?>> classes;

        /** The filter is asked next about a held object, which the stream did not make. */
        private boolean given;

        Reader(byte[] bytes, @Nullable Object[] held, Function<String, Class<?>> classes) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.held = held;
            this.classes = classes;
            enableResolveObject(true);
            setObjectInputFilter(info -> filter(info, bytes.length));
        }

        private ObjectInputFilter.Status filter(ObjectInputFilter.FilterInfo info, int size) {
            if (given) {
                given = false;
                return ObjectInputFilter.Status.ALLOWED;
            }
            // Each element takes at least one byte of the stream; maps ask for a table twice their size.
            if (info.depth() > DEPTH_MAX || info.arrayLength() > 4L * size + 64)
                return ObjectInputFilter.Status.REJECTED;
            Class<?> type = info.serialClass();
            while (type != null && type.isArray()) type = type.getComponentType();
            if (type == null || type.isPrimitive() || !Forms.isJdk(type)) return ObjectInputFilter.Status.ALLOWED;
            String name = type.getPackageName();
            for (String open : OPEN) {
                if (name.equals(open) || name.startsWith(open + ".")) return ObjectInputFilter.Status.ALLOWED;
            }
            return ObjectInputFilter.Status.REJECTED;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) {
            return description.getName().equals(Held.class.getName())
                    ? Held.class
                    : classes.apply(description.getName());
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("a dynamic proxy cannot travel");
        }

        @Override
        protected @Nullable Object resolveObject(Object object) throws IOException {
            if (!(object instanceof Held part)) return object;
            if (part.number < 0 || part.number >= held.length)
                throw new InvalidClassException("no part " + part.number);
            given = true;
            return held[part.number];
        }
    }
}
