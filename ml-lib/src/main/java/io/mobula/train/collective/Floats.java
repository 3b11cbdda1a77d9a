package io.mobula.train.collective;

import java.nio.ByteBuffer;

/** A {@code float[]}. */
final class Floats implements Values {
    private final float[] values;
    /** At least as long as any piece that is reduced. */
    private final float[] scratch;

    Floats(float[] values, float[] scratch) {
        this.values = values;
        this.scratch = scratch;
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public int width() {
        return Float.BYTES;
    }

    @Override
    public void write(Shard piece, ByteBuffer target) {
        target.asFloatBuffer().put(values, piece.from(), piece.length());
        target.position(target.position() + piece.length() * Float.BYTES);
    }

    @Override
    public void read(Shard piece, ByteBuffer source) {
        source.asFloatBuffer().get(values, piece.from(), piece.length());
        source.position(source.position() + piece.length() * Float.BYTES);
    }

    @Override
    public void reduce(Shard piece, ByteBuffer source, Op op) {
        source.asFloatBuffer().get(scratch, 0, piece.length());
        source.position(source.position() + piece.length() * Float.BYTES);
        switch (op) {
            case SUM, MEAN -> add(values, piece.from(), scratch, piece.length());
            case MIN -> min(values, piece.from(), scratch, piece.length());
            case MAX -> max(values, piece.from(), scratch, piece.length());
        }
    }

    private static void add(float[] into, int from, float[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] += other[i];
    }

    private static void min(float[] into, int from, float[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] = Math.min(into[from + i], other[i]);
    }

    private static void max(float[] into, int from, float[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] = Math.max(into[from + i], other[i]);
    }

    @Override
    public void divide(Shard piece, int by) {
        for (int i = piece.from(); i < piece.to(); i++) values[i] /= by;
    }
}
