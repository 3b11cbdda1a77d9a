package io.mobula.wire.value;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** A buffer by what remains in it: elsewhere it begins at 0 and ends at its capacity. Direct stays direct, read-only read-only, a ByteBuffer keeps its order. */
final class BufferForm extends Form {
    private static final int DIRECT = 1;
    private static final int READ_ONLY = 2;
    private static final int BIG_ENDIAN = 4;

    @Override
    void write(Encoder out, Object value) {
        if (!out.begin(value, Tag.BUFFER)) return;
        Buffer buffer = (Buffer) value;
        out.sink.u8(flags(buffer));
        out.write(content(buffer));
    }

    @Override
    Object read(Decoder in, int handle) {
        int flags = in.source.u8();
        return make(flags, in.readValue());
    }

    @Override
    Object copy(Copier copier, Object value) {
        return make(flags((Buffer) value), content((Buffer) value));
    }

    private static int flags(Buffer buffer) {
        boolean big = buffer instanceof ByteBuffer bytes && bytes.order() == ByteOrder.BIG_ENDIAN;
        return (buffer.isDirect() ? DIRECT : 0) | (buffer.isReadOnly() ? READ_ONLY : 0) | (big ? BIG_ENDIAN : 0);
    }

    private static Object content(Buffer buffer) {
        int size = buffer.remaining();
        return switch (buffer) {
            case ByteBuffer b -> {
                byte[] content = new byte[size];
                b.get(b.position(), content);
                yield content;
            }
            case ShortBuffer b -> {
                short[] content = new short[size];
                b.get(b.position(), content);
                yield content;
            }
            case CharBuffer b -> {
                char[] content = new char[size];
                b.get(b.position(), content);
                yield content;
            }
            case IntBuffer b -> {
                int[] content = new int[size];
                b.get(b.position(), content);
                yield content;
            }
            case LongBuffer b -> {
                long[] content = new long[size];
                b.get(b.position(), content);
                yield content;
            }
            case FloatBuffer b -> {
                float[] content = new float[size];
                b.get(b.position(), content);
                yield content;
            }
            case DoubleBuffer b -> {
                double[] content = new double[size];
                b.get(b.position(), content);
                yield content;
            }
            default -> throw new IllegalArgumentException(buffer.getClass().getName());
        };
    }

    private static Buffer make(int flags, Object content) {
        boolean direct = (flags & DIRECT) != 0;
        boolean readOnly = (flags & READ_ONLY) != 0;
        return switch (content) {
            case byte[] a -> {
                ByteBuffer b = direct ? ByteBuffer.allocateDirect(a.length).put(0, a) : ByteBuffer.wrap(a);
                ByteOrder order = (flags & BIG_ENDIAN) != 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                yield (readOnly ? b.asReadOnlyBuffer() : b).order(order);
            }
            case short[] a -> {
                ShortBuffer b = direct ? direct(a.length, 2).asShortBuffer().put(0, a) : ShortBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            case char[] a -> {
                CharBuffer b = direct ? direct(a.length, 2).asCharBuffer().put(0, a) : CharBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            case int[] a -> {
                IntBuffer b = direct ? direct(a.length, 4).asIntBuffer().put(0, a) : IntBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            case long[] a -> {
                LongBuffer b = direct ? direct(a.length, 8).asLongBuffer().put(0, a) : LongBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            case float[] a -> {
                FloatBuffer b = direct ? direct(a.length, 4).asFloatBuffer().put(0, a) : FloatBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            case double[] a -> {
                DoubleBuffer b = direct ? direct(a.length, 8).asDoubleBuffer().put(0, a) : DoubleBuffer.wrap(a);
                yield readOnly ? b.asReadOnlyBuffer() : b;
            }
            default ->
                throw new Source.Malformed("a buffer of " + content.getClass().getName());
        };
    }

    private static ByteBuffer direct(int length, int bytesEach) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(length, bytesEach)).order(ByteOrder.nativeOrder());
    }
}
