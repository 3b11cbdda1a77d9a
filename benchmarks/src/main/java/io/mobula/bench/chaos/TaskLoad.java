package io.mobula.bench.chaos;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;

/** Small tasks, many at once. */
final class TaskLoad extends WindowedLoad<Long> {
    private final Mobula mobula;

    TaskLoad(Mobula mobula) {
        super("tasks", 400);
        this.mobula = mobula;
    }

    @Override
    ObjectRef<Long> give(long index) {
        return mobula.submit(() -> square(index));
    }

    @Override
    Long expected(long index) {
        return square(index);
    }

    static long square(long index) {
        return index * index;
    }
}
