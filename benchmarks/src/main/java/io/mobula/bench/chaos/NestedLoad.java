package io.mobula.bench.chaos;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.util.ArrayList;

/** Tasks that give tasks to others and wait for them: their node owns what dies with it. */
final class NestedLoad extends WindowedLoad<Long> {
    private static final int CHILDREN = 4;
    private final Mobula mobula;

    NestedLoad(Mobula mobula) {
        super("nested tasks", 12);
        this.mobula = mobula;
    }

    @Override
    ObjectRef<Long> give(long index) {
        return mobula.submit(() -> sum(Mobula.current(), index));
    }

    private static long sum(Mobula session, long index) {
        var parts = new ArrayList<ObjectRef<Long>>();
        for (int i = 0; i < CHILDREN; i++) {
            long part = index + i;
            parts.add(session.submit(() -> TaskLoad.square(part)));
        }
        return session.getAll(parts).stream().mapToLong(Long::longValue).sum();
    }

    @Override
    Long expected(long index) {
        long sum = 0;
        for (int i = 0; i < CHILDREN; i++) sum += TaskLoad.square(index + i);
        return sum;
    }
}
