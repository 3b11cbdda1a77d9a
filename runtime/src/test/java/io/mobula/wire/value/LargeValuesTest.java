package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mobula.wire.value.sample.Samples;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LargeValuesTest {
    private static final long SLACK_BYTES = 1 << 20;
    private final ValueCodec codec = new ValueCodec(LargeValuesTest.class.getClassLoader());
    private final ThreadMXBean allocation = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void largeArrayIsCopiedOnceEachWay() {
        double[] array = new double[25_000_000];
        array[array.length - 1] = 3;
        long before = allocation.getCurrentThreadAllocatedBytes();
        Encoded encoded = codec.encode(array, RefsPort.NONE);
        long cost = allocation.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost < 8L * array.length + SLACK_BYTES, cost + " bytes");
        before = allocation.getCurrentThreadAllocatedBytes();
        double[] there = (double[]) codec.decode(encoded, RefsPort.NONE);
        cost = allocation.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost < 8L * array.length + SLACK_BYTES, cost + " bytes");
        assertNotNull(there);
        assertEquals(3, there[there.length - 1]);
    }

    @Test
    void rowsDeepInsideAreCopiedOnce() {
        float[][] rows = new float[40][100_000];
        rows[39][99_999] = 5;
        Samples.Config config = new Samples.Config("rows", new Object[] {"before", rows, "after"});
        codec.encode(config, RefsPort.NONE);
        long before = allocation.getCurrentThreadAllocatedBytes();
        Encoded encoded = codec.encode(config, RefsPort.NONE);
        long cost = allocation.getCurrentThreadAllocatedBytes() - before;
        assertTrue(cost < 4L * 40 * 100_000 + SLACK_BYTES, cost + " bytes");
        Samples.Config there = (Samples.Config) codec.decode(encoded, RefsPort.NONE);
        assertNotNull(there);
        assertArrayEquals(rows, (float[][]) there.extras()[1]);
        assertEquals("after", there.extras()[2]);
    }
}
