package io.mobula.train.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value of the standard format. Lengths are checked against the bytes that are left before anything is allocated for them. */
final class ValueReader {
    private final @Nullable ClassLoader loader;
    private final DataInputStream in;
    private int depth;

    ValueReader(Class<?> root, DataInputStream in) {
        this.loader = root.getClassLoader();
        this.in = in;
    }

    @Nullable
    Object read() throws IOException {
        if (++depth > ValueWriter.MAX_DEPTH) throw new IOException("it is nested deeper than " + ValueWriter.MAX_DEPTH);
        Object value = switch (tag()) {
            case NULL -> null;
            case STRING -> text();
            case BOOLEAN -> in.readBoolean();
            case BYTE -> in.readByte();
            case SHORT -> in.readShort();
            case CHAR -> in.readChar();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case ENUM -> constant();
            case RECORD -> record();
            case BOOLEANS -> booleans();
            case BYTES -> block(1).array();
            case SHORTS -> shorts();
            case CHARS -> chars();
            case INTS -> ints();
            case LONGS -> longs();
            case FLOATS -> floats();
            case DOUBLES -> doubles();
            case OBJECTS -> objects();
            case LIST -> list();
            case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(list()));
            case MAP -> map();
            case EMPTY -> Optional.empty();
            case PRESENT -> Optional.of(present());
            case SERIALIZED -> serialized();
        };
        depth--;
        return value;
    }

    private Tag tag() throws IOException {
        int ordinal = in.readUnsignedByte();
        Tag[] tags = Tag.values();
        if (ordinal >= tags.length) throw new IOException("tag " + ordinal + " belongs to no format of this version");
        return tags[ordinal];
    }

    /** Each element takes at least {@code width} bytes: so many must be left. */
    private int length(int width) throws IOException {
        int length = in.readInt();
        if (length < 0 || (long) length * width > in.available()) throw new EOFException("it ends within a value");
        return length;
    }

    private String text() throws IOException {
        return new String(in.readNBytes(length(1)), StandardCharsets.UTF_8);
    }

    private Class<?> type() throws IOException {
        String name = text();
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IOException("its class " + name + " is not in this program", e);
        }
    }

    private Object constant() throws IOException {
        Class<?> type = type();
        String name = text();
        Object[] constants = type.getEnumConstants();
        if (constants == null) throw new IOException(type.getName() + " is no enum any more");
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException(type.getName() + " has no constant " + name + " any more"));
    }

    private Object record() throws IOException {
        Class<?> type = type();
        if (!type.isRecord()) throw new IOException(type.getName() + " is no record any more");
        int count = length(1);
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < count; i++) values.put(text(), read());
        RecordComponent[] components = type.getRecordComponents();
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            if (!values.containsKey(name))
                throw new IOException("it was written before " + type.getName() + " had a component " + name);
            arguments[i] = values.remove(name);
        }
        if (!values.isEmpty())
            throw new IOException(type.getName() + " has no component " + values.keySet() + " any more");
        return make(type, components, arguments);
    }

    private static Object make(Class<?> type, RecordComponent[] components, @Nullable Object[] arguments)
            throws IOException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IOException("the constructor of " + type.getName() + " refuses it: " + e.getCause(), e);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IOException("a component of " + type.getName() + " has another type now: " + e.getMessage(), e);
        }
    }

    private List<@Nullable Object> list() throws IOException {
        int length = length(1);
        List<@Nullable Object> list = new ArrayList<>(length);
        for (int i = 0; i < length; i++) list.add(read());
        return Collections.unmodifiableList(list);
    }

    private Map<@Nullable Object, @Nullable Object> map() throws IOException {
        int length = length(2);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) map.put(read(), read());
        return Collections.unmodifiableMap(map);
    }

    private Object present() throws IOException {
        Object value = read();
        if (value == null) throw new IOException("it has an Optional of nothing");
        return value;
    }

    private Object objects() throws IOException {
        Class<?> component = type();
        int length = length(1);
        Object array = Array.newInstance(component, length);
        try {
            for (int i = 0; i < length; i++) Array.set(array, i, read());
        } catch (IllegalArgumentException e) {
            throw new IOException("an array of " + component.getName() + " has an element of another type", e);
        }
        return array;
    }

    private ByteBuffer block(int width) throws IOException {
        return ByteBuffer.wrap(in.readNBytes(length(width) * width));
    }

    private boolean[] booleans() throws IOException {
        var values = new boolean[length(1)];
        for (int i = 0; i < values.length; i++) values[i] = in.readBoolean();
        return values;
    }

    private short[] shorts() throws IOException {
        var block = block(Short.BYTES).asShortBuffer();
        var values = new short[block.remaining()];
        block.get(values);
        return values;
    }

    private char[] chars() throws IOException {
        var block = block(Character.BYTES).asCharBuffer();
        var values = new char[block.remaining()];
        block.get(values);
        return values;
    }

    private int[] ints() throws IOException {
        var block = block(Integer.BYTES).asIntBuffer();
        var values = new int[block.remaining()];
        block.get(values);
        return values;
    }

    private long[] longs() throws IOException {
        var block = block(Long.BYTES).asLongBuffer();
        var values = new long[block.remaining()];
        block.get(values);
        return values;
    }

    private float[] floats() throws IOException {
        var block = block(Float.BYTES).asFloatBuffer();
        var values = new float[block.remaining()];
        block.get(values);
        return values;
    }

    private double[] doubles() throws IOException {
        var block = block(Double.BYTES).asDoubleBuffer();
        var values = new double[block.remaining()];
        block.get(values);
        return values;
    }

    private Object serialized() throws IOException {
        try (var objects = new Restricted(in.readNBytes(length(1)), loader)) {
            return objects.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("its class " + e.getMessage() + " is not in this program", e);
        }
    }

    /** Java serialization with the user's class loader, and no classes but its and the JDK's base. */
    private static final class Restricted extends ObjectInputStream {
        private static final Set<String> MODULES = Set.of("java.base");

        private final @Nullable ClassLoader loader;

        Restricted(byte[] bytes, @Nullable ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.loader = loader;
            setObjectInputFilter(this::check);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }

        private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo info) {
            Class<?> type = info.serialClass();
            if (type == null) return ObjectInputFilter.Status.UNDECIDED;
            while (type.isArray()) type = type.getComponentType();
            boolean known = type.isPrimitive()
                    || Objects.equals(type.getClassLoader(), loader)
                    || MODULES.contains(String.valueOf(type.getModule().getName()));
            return known ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
        }
    }
}
