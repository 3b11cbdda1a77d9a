package io.mobula.wire.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.wire.value.sample.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DamagedBytesTest {
    private static final long ALLOCATED_PER_DECODE_MAX_BYTES = 4 << 20;
    private static final Set<ErrorCode> CODES = EnumSet.of(
            ErrorCode.VALUE_CORRUPT,
            ErrorCode.CLASS_NOT_SHIPPED,
            ErrorCode.VALUE_UNSHIPPABLE,
            ErrorCode.REF_OUTSIDE_MESSAGE);

    private final ValueCodec codec = new ValueCodec(DamagedBytesTest.class.getClassLoader());
    private final ThreadMXBean allocation = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<Object> seeds() {
        Samples.Account account = new Samples.Account("a", 1);
        account.friends.add(account);
        return List.of(
                "text",
                "€".repeat(100),
                new int[] {1, 2, 3},
                new Samples.Point(1, "p", 2),
                new Samples.Config("c", new Object[] {1, "x", new double[3]}),
                account,
                new HashMap<>(Map.of("a", 1, "b", List.of(1, 2))),
                new Samples.OutOfStock("m", 1, new RuntimeException()),
                Samples.twice(Samples.adder(1)),
                BitSet.valueOf(new byte[] {1, 2, 3}),
                new ArrayList<>(List.of(Samples.Color.RED, Map.of(1, 2), Set.of("s"))),
                new Samples.Replaced("x"));
    }

    @Test
    void damagedBytesAreRefusedOrReadAndCostNoMemory() {
        int refused = 0;
        for (Object seed : seeds()) {
            byte[] whole = codec.encode(seed, RefsPort.NONE).bytes();
            for (int round = 0; round < 800; round++) {
                Random random = new Random(31L * whole.length + round);
                byte[] bytes = whole.clone();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    int at = random.nextInt(bytes.length);
                    bytes[at] = random.nextBoolean()
                            ? (byte) random.nextInt()
                            : (byte) (bytes[at] ^ 1 << random.nextInt(8));
                }
                if (random.nextInt(4) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
                if (isRefused(bytes, seed + " round " + round)) refused++;
            }
        }
        assertTrue(refused > 1000, "only " + refused + " were refused");
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] = Tag.VERSION;
            if (isRefused(bytes, "round " + round)) refused++;
        }
        assertTrue(refused > 10_000, "only " + refused + " were refused");
    }

    private boolean isRefused(byte[] bytes, String which) {
        long before = allocation.getCurrentThreadAllocatedBytes();
        try {
            codec.decode(new Encoded(bytes, List.of()), RefsPort.NONE);
            return false;
        } catch (MobulaException refusal) {
            assertTrue(CODES.contains(refusal.code()), which + ": " + refusal);
            return true;
        } finally {
            long cost = allocation.getCurrentThreadAllocatedBytes() - before;
            assertTrue(cost < ALLOCATED_PER_DECODE_MAX_BYTES, which + " cost " + cost + " bytes");
        }
    }

    @Test
    void everyTruncationIsRefused() {
        for (Object seed : seeds()) {
            byte[] whole = codec.encode(seed, RefsPort.NONE).bytes();
            for (int size = 0; size < whole.length; size++) {
                assertTrue(isRefused(Arrays.copyOf(whole, size), seed + " cut to " + size));
            }
        }
    }

    @Test
    void deepBytesAreRefused() {
        byte[] bytes = new byte[200_000];
        Arrays.fill(bytes, (byte) 1);
        for (int i = 1; i + 1 < bytes.length; i += 2) bytes[i] = (byte) Tag.ARRAY_LIST;
        MobulaException refusal =
                assertThrows(MobulaException.class, () -> codec.decode(new Encoded(bytes, List.of()), RefsPort.NONE));
        assertEquals(ErrorCode.VALUE_CORRUPT, refusal.code());
    }

    @Test
    void anotherFormatIsNamed() {
        MobulaException refusal = assertThrows(
                MobulaException.class, () -> codec.decode(new Encoded(new byte[] {2, 0}, List.of()), RefsPort.NONE));
        assertEquals(ErrorCode.VALUE_CORRUPT, refusal.code());
    }
}
