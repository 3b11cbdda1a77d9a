package io.mobula.wire.value;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.Map;

/** Arrays. Primitive ones are moved in one piece, in the order of bytes nearly every machine has. */
final class ArrayForms {
    private static final Map<Class<?>, Form> PRIMITIVE = new HashMap<>();

    private ArrayForms() {}

    static void register() {
        primitive(Tag.BYTES, byte[].class, 1);
        primitive(Tag.BOOLEANS, boolean[].class, 1);
        primitive(Tag.SHORTS, short[].class, 2);
        primitive(Tag.CHARS, char[].class, 2);
        primitive(Tag.INTS, int[].class, 4);
        primitive(Tag.LONGS, long[].class, 8);
        primitive(Tag.FLOATS, float[].class, 4);
        primitive(Tag.DOUBLES, double[].class, 8);
    }

    private static void primitive(int tag, Class<?> type, int bytesEach) {
        PRIMITIVE.put(type, Forms.register(tag, new Primitives(tag, type.getComponentType(), bytesEach)));
    }

    static Form of(Class<?> type) {
        Form form = PRIMITIVE.get(type);
        if (form == null) throw new IllegalArgumentException(type.getName());
        return form;
    }

    private static MemorySegment segment(Object array) {
        return switch (array) {
            case byte[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException(array.getClass().getName());
        };
    }

    private static final class Primitives extends Form {
        private final int tag;
        private final Class<?> component;
        private final int bytesEach;

        Primitives(int tag, Class<?> component, int bytesEach) {
            this.tag = tag;
            this.component = component;
            this.bytesEach = bytesEach;
        }

        @Override
        void write(Encoder out, Object value) {
            if (!out.begin(value, tag)) return;
            out.sink.count(Array.getLength(value));
            out.sink.raw(segment(value instanceof boolean[] booleans ? asBytes(booleans) : value));
        }

        @Override
        Object read(Decoder in, int handle) {
            int length = in.source.count(bytesEach);
            if (component == boolean.class) return booleans(in.source, length);
            Object array = Array.newInstance(component, length);
            in.source.into(segment(array));
            return array;
        }

        @Override
        Object copy(Copier copier, Object value) {
            int length = Array.getLength(value);
            Object copy = Array.newInstance(component, length);
            System.arraycopy(value, 0, copy, 0, length);
            return copy;
        }

        private static byte[] asBytes(boolean[] values) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (values[i] ? 1 : 0);
            return bytes;
        }

        private static boolean[] booleans(Source source, int length) {
            boolean[] values = new boolean[length];
            int from = source.take(length);
            for (int i = 0; i < length; i++) values[i] = source.bytes[from + i] != 0;
            return values;
        }
    }

    static final class Objects extends Form {
        @Override
        void write(Encoder out, Object value) {
            if (!out.begin(value, Tag.OBJECTS)) return;
            Object[] array = (Object[]) value;
            out.writeClass(array.getClass().getComponentType());
            Containers.writeAll(out, array);
        }

        @Override
        Object read(Decoder in, int handle) {
            Class<?> component = in.readClass();
            if (component.isPrimitive()) throw new Source.Malformed("an array of objects of type " + component);
            Object[] array = (Object[]) Array.newInstance(component, in.source.count(1));
            in.bind(handle, array);
            for (int i = 0; i < array.length; i++) array[i] = in.read();
            return array;
        }

        @Override
        Object copy(Copier copier, Object value) {
            Object[] from = (Object[]) value;
            Object[] to = (Object[]) Array.newInstance(from.getClass().getComponentType(), from.length);
            copier.bind(value, to);
            Object[] parts = copier.copyAll(from);
            System.arraycopy(parts, 0, to, 0, to.length);
            return to;
        }
    }
}
