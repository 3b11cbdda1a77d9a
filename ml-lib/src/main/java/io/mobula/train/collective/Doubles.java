package io.mobula.train.collective;

import java.nio.ByteBuffer;

/** A {@code double[]}. */
final class Doubles implements Values {
    private final double[] values;
    /** At least as long as any piece that is reduced. */
    private final double[] scratch;

    Doubles(double[] values, double[] scratch) {
        this.values = values;
        this.scratch = scratch;
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public int width() {
        return Double.BYTES;
    }

    @Override
    public void write(Shard piece, ByteBuffer target) {
        target.asDoubleBuffer().put(values, piece.from(), piece.length());
        target.position(target.position() + piece.length() * Double.BYTES);
    }

    @Override
    public void read(Shard piece, ByteBuffer source) {
        source.asDoubleBuffer().get(values, piece.from(), piece.length());
        source.position(source.position() + piece.length() * Double.BYTES);
    }

    @Override
    public void reduce(Shard piece, ByteBuffer source, Op op) {
        source.asDoubleBuffer().get(scratch, 0, piece.length());
        source.position(source.position() + piece.length() * Double.BYTES);
        switch (op) {
            case SUM, MEAN -> add(values, piece.from(), scratch, piece.length());
            case MIN -> min(values, piece.from(), scratch, piece.length());
            case MAX -> max(values, piece.from(), scratch, piece.length());
        }
    }

    private static void add(double[] into, int from, double[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] += other[i];
    }

    private static void min(double[] into, int from, double[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] = Math.min(into[from + i], other[i]);
    }

    private static void max(double[] into, int from, double[] other, int count) {
        for (int i = 0; i < count; i++) into[from + i] = Math.max(into[from + i], other[i]);
    }

    @Override
    public void divide(Shard piece, int by) {
        for (int i = piece.from(); i < piece.to(); i++) values[i] /= by;
    }
}
