package io.mobula.bench.chaos;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;

/** Results of a megabyte, which stay on the node that made them until another task reads them: they are lost with it, and made again. */
final class ObjectLoad extends WindowedLoad<Long> {
    private static final int LONGS = 128 << 10;
    private final Mobula mobula;

    ObjectLoad(Mobula mobula) {
        super("objects of 1 MiB", 8);
        this.mobula = mobula;
    }

    @Override
    ObjectRef<Long> give(long index) {
        ObjectRef<long[]> made = mobula.submit(() -> make(index));
        ObjectRef<long[]> changed = mobula.submit(() -> add(made.get(), 1));
        return mobula.submit(() -> sum(changed.get()));
    }

    private static long[] make(long seed) {
        long[] values = new long[LONGS];
        for (int i = 0; i < LONGS; i++) values[i] = seed + i;
        return values;
    }

    private static long[] add(long[] values, long amount) {
        long[] changed = new long[values.length];
        for (int i = 0; i < values.length; i++) changed[i] = values[i] + amount;
        return changed;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) sum += value;
        return sum;
    }

    @Override
    Long expected(long index) {
        return LONGS * (index + 1) + (long) LONGS * (LONGS - 1) / 2;
    }
}
