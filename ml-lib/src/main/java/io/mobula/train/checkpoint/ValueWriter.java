package io.mobula.train.checkpoint;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value in the standard format. */
final class ValueWriter {
    /** Deeper nesting is taken for a cycle. */
    static final int MAX_DEPTH = 500;

    private static final int ARRAY_BLOCK_BYTES = 64 << 10;

    private final Class<?> root;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);
    private int depth;

    ValueWriter(Class<?> root) {
        this.root = root;
    }

    byte[] write(Object value) {
        try {
            any(value);
            return bytes.toByteArray();
        } catch (OutOfMemoryError tooLarge) {
            throw refused(
                    "its form in bytes does not fit into this JVM's memory or into 2 GiB. Raise -Xmx, or report a part of it from each rank",
                    tooLarge);
        } catch (IOException | ReflectiveOperationException e) {
            throw refused(String.valueOf(e.getMessage()), e);
        }
    }

    private CheckpointException refused(String why, Throwable cause) {
        return new CheckpointException(
                Reason.NOT_WRITABLE, "A " + root.getName() + " cannot be a checkpoint: " + why, cause);
    }

    private void any(@Nullable Object value) throws IOException, ReflectiveOperationException {
        if (++depth > MAX_DEPTH)
            throw new IOException("it is nested deeper than " + MAX_DEPTH
                    + ", which is taken for a cycle. Report a value without cycles");
        switch (value) {
            case null -> tag(Tag.NULL);
            case String text -> {
                tag(Tag.STRING);
                text(text);
            }
            case Boolean b -> {
                tag(Tag.BOOLEAN);
                out.writeBoolean(b);
            }
            case Byte b -> {
                tag(Tag.BYTE);
                out.writeByte(b);
            }
            case Short s -> {
                tag(Tag.SHORT);
                out.writeShort(s);
            }
            case Character c -> {
                tag(Tag.CHAR);
                out.writeChar(c);
            }
            case Integer i -> {
                tag(Tag.INT);
                out.writeInt(i);
            }
            case Long l -> {
                tag(Tag.LONG);
                out.writeLong(l);
            }
            case Float f -> {
                tag(Tag.FLOAT);
                out.writeFloat(f);
            }
            case Double d -> {
                tag(Tag.DOUBLE);
                out.writeDouble(d);
            }
            case Enum<?> constant -> {
                tag(Tag.ENUM);
                text(constant.getDeclaringClass().getName());
                text(constant.name());
            }
            case Record record -> record(record);
            case Object array when array.getClass().isArray() -> array(array);
            case List<?> list when isPlain(list) -> elements(Tag.LIST, list);
            case Set<?> set when isPlain(set) -> elements(Tag.SET, set);
            case Map<?, ?> map when isPlain(map) -> map(map);
            case Optional<?> optional -> {
                tag(optional.isPresent() ? Tag.PRESENT : Tag.EMPTY);
                if (optional.isPresent()) any(optional.get());
            }
            case Serializable other -> serialized(other);
            default ->
                throw new NotSerializableException(
                        "a " + value.getClass().getName()
                                + " in it is no record, array or collection, and not Serializable. Make it one of these, or give the checkpoints a format of your own");
        }
        depth--;
    }

    /** Collections of the JDK come back as collections of the JDK with the same order; one of a user's class is serialized, or refused. */
    private static boolean isPlain(Object collection) {
        return collection.getClass().getModule() == Object.class.getModule();
    }

    @SuppressWarnings("EnumOrdinal") // The order of the tags is the format.
    private void tag(Tag tag) throws IOException {
        out.writeByte(tag.ordinal());
    }

    private void text(String text) throws IOException {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    private void record(Record record) throws IOException, ReflectiveOperationException {
        tag(Tag.RECORD);
        text(record.getClass().getName());
        RecordComponent[] components = record.getClass().getRecordComponents();
        out.writeInt(components.length);
        for (RecordComponent component : components) {
            text(component.getName());
            component.getAccessor().setAccessible(true);
            any(component.getAccessor().invoke(record));
        }
    }

    private void elements(Tag tag, Collection<?> elements) throws IOException, ReflectiveOperationException {
        tag(tag);
        out.writeInt(elements.size());
        for (Object element : elements) any(element);
    }

    private void map(Map<?, ?> map) throws IOException, ReflectiveOperationException {
        tag(Tag.MAP);
        out.writeInt(map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            any(entry.getKey());
            any(entry.getValue());
        }
    }

    private void array(Object array) throws IOException, ReflectiveOperationException {
        switch (array) {
            case byte[] values -> {
                header(Tag.BYTES, values.length);
                out.write(values);
            }
            case boolean[] values -> {
                header(Tag.BOOLEANS, values.length);
                for (boolean value : values) out.writeBoolean(value);
            }
            case short[] values ->
                blocks(
                        Tag.SHORTS,
                        values.length,
                        Short.BYTES,
                        (from, n, block) -> block.asShortBuffer().put(values, from, n));
            case char[] values ->
                blocks(
                        Tag.CHARS,
                        values.length,
                        Character.BYTES,
                        (from, n, block) -> block.asCharBuffer().put(values, from, n));
            case int[] values ->
                blocks(
                        Tag.INTS,
                        values.length,
                        Integer.BYTES,
                        (from, n, block) -> block.asIntBuffer().put(values, from, n));
            case long[] values ->
                blocks(
                        Tag.LONGS,
                        values.length,
                        Long.BYTES,
                        (from, n, block) -> block.asLongBuffer().put(values, from, n));
            case float[] values ->
                blocks(
                        Tag.FLOATS,
                        values.length,
                        Float.BYTES,
                        (from, n, block) -> block.asFloatBuffer().put(values, from, n));
            case double[] values ->
                blocks(
                        Tag.DOUBLES,
                        values.length,
                        Double.BYTES,
                        (from, n, block) -> block.asDoubleBuffer().put(values, from, n));
            case Object[] values -> {
                tag(Tag.OBJECTS);
                text(values.getClass().getComponentType().getName());
                out.writeInt(values.length);
                for (Object value : values) any(value);
            }
            default -> throw new IllegalStateException("An array of a ninth primitive type: " + array.getClass());
        }
    }

    private void header(Tag tag, int length) throws IOException {
        tag(tag);
        out.writeInt(length);
    }

    /** Puts some elements of an array to the start of a buffer. */
    private interface Fill {
        void fill(int from, int count, ByteBuffer block);
    }

    private void blocks(Tag tag, int length, int width, Fill fill) throws IOException {
        header(tag, length);
        ByteBuffer block = ByteBuffer.allocate(ARRAY_BLOCK_BYTES);
        int most = ARRAY_BLOCK_BYTES / width;
        for (int from = 0; from < length; from += most) {
            int count = Math.min(most, length - from);
            fill.fill(from, count, block);
            out.write(block.array(), 0, count * width);
        }
    }

    private void serialized(Serializable value) throws IOException {
        var inner = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(inner)) {
            objects.writeObject(value);
        } catch (NotSerializableException e) {
            throw new IOException(
                    "a " + e.getMessage() + " within its " + value.getClass().getName()
                            + " is not Serializable. Make it so, or give the checkpoints a format of your own",
                    e);
        }
        tag(Tag.SERIALIZED);
        out.writeInt(inner.size());
        inner.writeTo(out);
    }
}
