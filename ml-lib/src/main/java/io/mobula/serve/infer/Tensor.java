package io.mobula.serve.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A named array of any rank.
 *
 * {@snippet :
 * var probabilities = Tensor.fp32("probabilities", new long[] {1, 10}, scores);
 * float[] pixels = request.input("pixels").floats();
 * }
 *
 * <p>Elements lie row-major and little-endian in a part of a byte array, as they travel; {@link #buffer()} reads them in place, {@link #floats()} and its like copy them once.
 *
 * <p>Thread safety: immutable, if the arrays given to it are left alone.
 */
public final class Tensor {
    private final String name;
    private final Datatype datatype;
    private final long[] shape;
    private final byte[] bytes;
    private final int offset;
    private final int length;

    private Tensor(String name, Datatype datatype, long[] shape, byte[] bytes, int offset, int length) {
        this.name = name;
        this.datatype = datatype;
        this.shape = shape.clone();
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Over a part of an array, which is not copied.
     *
     * <p>Failure: {@link BadRequest} if the shape asks for another number of bytes.
     */
    static Tensor over(String name, Datatype datatype, long[] shape, byte[] bytes, int offset, int length) {
        long elements = elements(name, shape);
        if (datatype == Datatype.BYTES) {
            long found = countStrings(name, bytes, offset, length);
            if (found != elements) throw mismatch(name, shape, elements + " strings", found + " strings");
        } else if (elements * datatype.elementBytes() != length) {
            throw mismatch(
                    name, shape, elements * datatype.elementBytes() + " bytes of " + datatype, length + " bytes");
        }
        return new Tensor(name, datatype, shape, bytes, offset, length);
    }

    private static BadRequest mismatch(String name, long[] shape, String wanted, String found) {
        return new BadRequest("Tensor \"" + name + "\" of shape " + Arrays.toString(shape) + " needs " + wanted
                + ", and has " + found);
    }

    /** Of any datatype but BYTES, from little-endian bytes. Not copied. */
    public static Tensor of(String name, Datatype datatype, long[] shape, byte[] littleEndian) {
        return over(name, datatype, shape, littleEndian, 0, littleEndian.length);
    }

    public static Tensor fp32(String name, long[] shape, float... values) {
        byte[] out = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        littleEndian(out).asFloatBuffer().put(values);
        return of(name, Datatype.FP32, shape, out);
    }

    public static Tensor fp64(String name, long[] shape, double... values) {
        byte[] out = new byte[Math.multiplyExact(values.length, Double.BYTES)];
        littleEndian(out).asDoubleBuffer().put(values);
        return of(name, Datatype.FP64, shape, out);
    }

    public static Tensor int32(String name, long[] shape, int... values) {
        byte[] out = new byte[Math.multiplyExact(values.length, Integer.BYTES)];
        littleEndian(out).asIntBuffer().put(values);
        return of(name, Datatype.INT32, shape, out);
    }

    public static Tensor int64(String name, long[] shape, long... values) {
        byte[] out = new byte[Math.multiplyExact(values.length, Long.BYTES)];
        littleEndian(out).asLongBuffer().put(values);
        return of(name, Datatype.INT64, shape, out);
    }

    public static Tensor bool(String name, long[] shape, boolean... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) out[i] = (byte) (values[i] ? 1 : 0);
        return of(name, Datatype.BOOL, shape, out);
    }

    /** BYTES, each string in UTF-8. */
    public static Tensor strings(String name, long[] shape, List<String> values) {
        return bytes(
                name,
                shape,
                values.stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList());
    }

    /** BYTES. */
    public static Tensor bytes(String name, long[] shape, List<byte[]> values) {
        long size =
                values.stream().mapToLong(v -> (long) Integer.BYTES + v.length).sum();
        byte[] out = new byte[Math.toIntExact(size)];
        ByteBuffer into = littleEndian(out);
        for (byte[] value : values) into.putInt(value.length).put(value);
        return of(name, Datatype.BYTES, shape, out);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public String name() {
        return name;
    }

    public Datatype datatype() {
        return datatype;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** The product of the shape; 1 of a scalar. */
    public long elements() {
        return elements(name, shape);
    }

    /** How many bytes {@link #buffer()} has. */
    public int sizeBytes() {
        return length;
    }

    /** The elements in place, read-only, in little-endian order. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, offset, length).slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of FP32, FP64, FP16, BF16. */
    public float[] floats() {
        float[] out = new float[Math.toIntExact(elements())];
        ByteBuffer in = buffer();
        switch (datatype) {
            case FP32 -> in.asFloatBuffer().get(out);
            case FP64 -> {
                for (int i = 0; i < out.length; i++) out[i] = (float) in.getDouble();
            }
            case FP16 -> {
                for (int i = 0; i < out.length; i++) out[i] = Float.float16ToFloat(in.getShort());
            }
            case BF16 -> {
                for (int i = 0; i < out.length; i++) out[i] = Float.intBitsToFloat(in.getShort() << 16);
            }
            default -> throw wrong("floats");
        }
        return out;
    }

    /** Of FP64 and FP32. */
    public double[] doubles() {
        double[] out = new double[Math.toIntExact(elements())];
        ByteBuffer in = buffer();
        switch (datatype) {
            case FP64 -> in.asDoubleBuffer().get(out);
            case FP32 -> {
                for (int i = 0; i < out.length; i++) out[i] = in.getFloat();
            }
            default -> throw wrong("doubles");
        }
        return out;
    }

    /** Of INT8 to INT32, UINT8 and UINT16. */
    public int[] ints() {
        int[] out = new int[Math.toIntExact(elements())];
        ByteBuffer in = buffer();
        switch (datatype) {
            case INT32 -> in.asIntBuffer().get(out);
            case INT8, INT16, UINT8, UINT16 -> {
                for (int i = 0; i < out.length; i++) out[i] = (int) Elements.integer(datatype, in);
            }
            default -> throw wrong("ints");
        }
        return out;
    }

    /** Of every integer type; UINT64 beyond 2⁶³ are negative, as {@link Long#toUnsignedString(long)} takes them. */
    public long[] longs() {
        long[] out = new long[Math.toIntExact(elements())];
        ByteBuffer in = buffer();
        switch (datatype) {
            case INT64, UINT64 -> in.asLongBuffer().get(out);
            case INT8, INT16, INT32, UINT8, UINT16, UINT32 -> {
                for (int i = 0; i < out.length; i++) out[i] = Elements.integer(datatype, in);
            }
            default -> throw wrong("longs");
        }
        return out;
    }

    /** Of BOOL. */
    public boolean[] booleans() {
        if (datatype != Datatype.BOOL) throw wrong("booleans");
        boolean[] out = new boolean[length];
        for (int i = 0; i < length; i++) out[i] = bytes[offset + i] != 0;
        return out;
    }

    /** Of BYTES. */
    public List<byte[]> byteStrings() {
        if (datatype != Datatype.BYTES) throw wrong("byteStrings");
        var out = new ArrayList<byte[]>(Math.toIntExact(elements()));
        for (ByteBuffer in = buffer(); in.hasRemaining(); ) {
            byte[] value = new byte[in.getInt()];
            in.get(value);
            out.add(value);
        }
        return out;
    }

    /** Of BYTES in UTF-8. */
    public List<String> strings() {
        return byteStrings().stream()
                .map(v -> new String(v, StandardCharsets.UTF_8))
                .toList();
    }

    private IllegalStateException wrong(String method) {
        return new IllegalStateException(
                "Tensor \"" + name + "\" holds " + datatype + ", which " + method + "() does not read");
    }

    static long elements(String name, long[] shape) {
        long count = 1;
        for (long dimension : shape) {
            if (dimension < 0)
                throw new BadRequest("Tensor \"" + name + "\" has a negative dimension: " + Arrays.toString(shape));
            count = Math.multiplyHigh(count, dimension) == 0 ? count * dimension : -1;
            if (count < 0 || count > Integer.MAX_VALUE)
                throw new BadRequest("Tensor \"" + name + "\" of shape " + Arrays.toString(shape) + " has more than "
                        + Integer.MAX_VALUE + " elements");
        }
        return count;
    }

    private static long countStrings(String name, byte[] bytes, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, length).order(ByteOrder.LITTLE_ENDIAN);
        long count = 0;
        while (in.hasRemaining()) {
            int size = in.remaining() < Integer.BYTES ? -1 : in.getInt();
            if (size < 0 || size > in.remaining())
                throw new BadRequest("Tensor \"" + name + "\": string " + count + " is cut off");
            in.position(in.position() + size);
            count++;
        }
        return count;
    }

    @Override
    public String toString() {
        return name + ": " + datatype + Arrays.toString(shape);
    }
}
