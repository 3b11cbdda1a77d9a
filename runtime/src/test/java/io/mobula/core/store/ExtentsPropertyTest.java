package io.mobula.core.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentsPropertyTest {
    private static final long MIB = 1 << 20;
    private static final long CAPACITY = 512 * MIB;

    /** From 100 KiB to 10 MiB, small ones more often. */
    private static long size(Random random) {
        return (long) (100 * 1024 * Math.pow(100, random.nextDouble()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void extentsNeverOverlapAndNothingIsLost(long seed) {
        var random = new Random(seed);
        var extents = new Extents(CAPACITY);
        var taken = new ArrayList<Extent>();
        for (int step = 0; step < 3_000; step++) {
            boolean takes = taken.isEmpty() || random.nextInt(100) < 52;
            if (takes) {
                long size = random.nextInt(50) == 0 ? random.nextLong(CAPACITY / 4) : size(random);
                extents.take(size).ifPresent(extent -> {
                    assertTrue(extent.length() >= size && extent.length() - size < Extents.UNIT_BYTES);
                    taken.add(extent);
                });
            } else {
                extents.free(taken.remove(random.nextInt(taken.size())));
            }
            if (step % 50 == 0) extents.validate();
        }
        taken.forEach(extents::free);
        extents.validate();
        assertEquals(0, extents.takenBytes());
        assertEquals(CAPACITY, extents.longestBytes(), "all holes have become one");
    }

    /** What a store meets: it takes until it is refused, then frees the oldest until that is no longer so. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fragmentationLeavesMostOfTheCapacityUsable(long seed) {
        var random = new Random(seed);
        var extents = new Extents(CAPACITY);
        var taken = new ArrayList<Extent>();
        double least = 1;
        for (int i = 0; i < 20_000; i++) {
            long size = size(random);
            Optional<Extent> extent = extents.take(size);
            if (extent.isEmpty()) least = Math.min(least, (double) extents.takenBytes() / CAPACITY);
            while (extent.isEmpty()) {
                extents.free(taken.removeFirst());
                extent = extents.take(size);
            }
            taken.add(extent.get());
        }
        extents.validate();
        assertTrue(least > 0.75, "refused when only %.2f was taken".formatted(least));
    }

    @Test
    void whatWasFreedLastIsGivenOutFirst() {
        var extents = new Extents(CAPACITY);
        var all = new ArrayList<Extent>();
        for (int i = 0; i < 10; i++) all.add(extents.take(MIB).orElseThrow());
        extents.free(all.get(2));
        extents.free(all.get(7));
        extents.free(all.get(4));
        assertEquals(all.get(4), extents.take(MIB).orElseThrow());
        assertEquals(all.get(7), extents.take(MIB).orElseThrow());
        assertEquals(all.get(2), extents.take(MIB).orElseThrow());
    }

    @Test
    void nothingIsGivenOutBeyondTheCeiling() {
        var extents = new Extents(CAPACITY);
        Extent first = extents.take(10 * MIB).orElseThrow();
        extents.ceiling(16 * MIB);
        assertEquals(6 * MIB, extents.longestBytes());
        assertTrue(extents.take(7 * MIB).isEmpty());
        assertEquals(new Extent(10 * MIB, 6 * MIB), extents.take(6 * MIB).orElseThrow());
        extents.free(first);
        assertEquals(first, extents.take(10 * MIB).orElseThrow());
        extents.ceiling(CAPACITY);
        assertEquals(new Extent(16 * MIB, 7 * MIB), extents.take(7 * MIB).orElseThrow());
        extents.validate();
    }

    @Test
    void whatIsNotTakenCannotBeFreed() {
        var extents = new Extents(CAPACITY);
        Extent extent = extents.take(1).orElseThrow();
        assertEquals(Extents.UNIT_BYTES, extent.length());
        extents.free(extent);
        assertThrows(IllegalStateException.class, () -> extents.free(extent));
        assertTrue(extents.take(CAPACITY + 1).isEmpty());
        assertEquals(CAPACITY, extents.take(CAPACITY).orElseThrow().length());
    }
}
