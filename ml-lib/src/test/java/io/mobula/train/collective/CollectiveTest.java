package io.mobula.train.collective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.train.collective.Groups.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CollectiveTest {
    /** Below the tree's limit, above it, and several blocks for each chunk with a remainder. */
    private static final int[] LENGTHS = {0, 1, 7, 16_383, 16_384, 20_011, 700_001};

    private static float[] floats(int rank, int length) {
        var random = new Random(31L * rank + length);
        var values = new float[length];
        for (int i = 0; i < length; i++) values[i] = (random.nextFloat() - 0.5f) * (1 << random.nextInt(20));
        return values;
    }

    private static double[] doubles(int rank, int length) {
        var random = new Random(17L * rank + length);
        return random.doubles(length).map(value -> value - 0.5).toArray();
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void everyTransportGivesTheBitsOfTheFixedOrder(int size) {
        int length = 300_007;
        float[] expected = new float[0];
        for (Way way : Way.values()) {
            List<float[]> all = Groups.run(way, size, member -> {
                float[] mine = floats(member.collective().rank(), length);
                member.collective().allReduce(mine, Op.SUM);
                return mine;
            });
            if (expected.length == 0) expected = ringSum(size, length);
            for (float[] mine : all) assertArrayEquals(bits(expected), bits(mine), way + " of " + size);
        }
    }

    /** The order of additions that the ring promises: chunk c begins at rank c+1 and ends at rank c. */
    private static float[] ringSum(int size, int length) {
        float[][] inputs = new float[size][];
        for (int rank = 0; rank < size; rank++) inputs[rank] = floats(rank, length);
        var sum = new float[length];
        for (int chunk = 0; chunk < size; chunk++) {
            Shard shard = Shard.of(length, chunk, size);
            for (int i = shard.from(); i < shard.to(); i++) {
                float total = inputs[(chunk + 1) % size][i];
                for (int hop = 2; hop <= size; hop++) total += inputs[(chunk + hop) % size][i];
                sum[i] = total;
            }
        }
        return sum;
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
        return bits;
    }

    @ParameterizedTest
    @CsvSource({"1, MEMORY", "2, MEMORY", "3, UNIX", "4, TCP", "7, MEMORY"})
    void reducesArraysOfAnyLengthByEveryOp(int size, Way way) {
        for (int length : LENGTHS) {
            for (Op op : Op.values()) {
                List<double[]> all = Groups.run(way, size, member -> {
                    double[] mine = doubles(member.collective().rank(), length);
                    member.collective().allReduce(mine, op);
                    return mine;
                });
                double[] expected = reference(size, length, op);
                assertArrayEquals(expected, all.getFirst(), 1e-12, op + " of " + length);
                for (double[] mine : all) assertArrayEquals(all.getFirst(), mine, op + " of " + length);
            }
        }
    }

    private static double[] reference(int size, int length, Op op) {
        double[] result = doubles(0, length);
        for (int rank = 1; rank < size; rank++) {
            double[] other = doubles(rank, length);
            for (int i = 0; i < length; i++) {
                result[i] = switch (op) {
                    case SUM, MEAN -> result[i] + other[i];
                    case MIN -> Math.min(result[i], other[i]);
                    case MAX -> Math.max(result[i], other[i]);
                };
            }
        }
        if (op == Op.MEAN) for (int i = 0; i < length; i++) result[i] /= size;
        return result;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void reduceScatterAndAllGatherAreTheTwoHalvesOfAllReduce(Way way) {
        int length = 100_003;
        Groups.run(way, 3, member -> {
            Collective group = member.collective();
            float[] whole = floats(group.rank(), length);
            float[] halves = whole.clone();
            group.allReduce(whole, Op.MEAN);
            group.reduceScatter(halves, Op.MEAN);
            Shard mine = group.shard(length);
            assertArrayEquals(
                    Arrays.copyOfRange(whole, mine.from(), mine.to()),
                    Arrays.copyOfRange(halves, mine.from(), mine.to()));
            group.allGather(halves);
            assertArrayEquals(whole, halves);
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({"1, MEMORY", "2, UNIX", "5, MEMORY", "6, TCP"})
    void broadcastsFromEveryRoot(int size, Way way) {
        Groups.run(way, size, member -> {
            Collective group = member.collective();
            for (int root = 0; root < size; root++) {
                for (int length : LENGTHS) {
                    float[] values = floats(group.rank(), length);
                    group.broadcast(values, root);
                    assertArrayEquals(floats(root, length), values);
                }
            }
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void manyCallsOfAllKindsInARowKeepTheirOrder(Way way) {
        List<Float> sums = Groups.run(way, 4, member -> {
            Collective group = member.collective();
            var values = new float[20_000];
            float sum = 0;
            for (int round = 0; round < 50; round++) {
                var one = new float[] {group.rank() + round};
                group.allReduce(one, Op.SUM);
                Arrays.fill(values, one[0]);
                group.allReduce(values, Op.MAX);
                group.barrier();
                group.broadcast(one, round % 4);
                sum += values[19_999] + one[0];
            }
            return sum;
        });
        for (float sum : sums) assertEquals(sums.getFirst(), sum);
    }
}
