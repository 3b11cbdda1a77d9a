package io.mobula.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandardFormatTest {
    private static final CheckpointFormat FORMAT = CheckpointFormat.standard();

    private enum Activation {
        RELU,
        TANH {
            @Override
            public String toString() {
                return "tanh";
            }
        }
    }

    private sealed interface Optimizer {}

    private record Sgd(double momentum) implements Optimizer {}

    private record Layer(
            String name,
            int width,
            Activation activation,
            @Nullable String note) {}

    private record Model(
            List<Layer> layers,
            Optimizer optimizer,
            Map<String, Long> counts,
            Set<Integer> seeds,
            Optional<Character> mark,
            boolean frozen,
            byte b,
            short s,
            float f) {}

    @SuppressWarnings("ArrayRecordComponent") // Compared by its arrays.
    private record Arrays8(
            boolean[] z,
            byte[] b,
            short[] s,
            char[] c,
            int[] i,
            long[] l,
            float[] f,
            double[] d,
            float[][] matrix,
            Layer[] layers,
            Object[] any) {}

    private static final class Net implements Serializable {
        private static final long serialVersionUID = 1L;

        private final float[] weights = {1, 2, 3};
        private final Layer2 layer = new Layer2(7);
    }

    private record Layer2(int width) implements Serializable {}

    private static final class Plain {
        private final int x = 1;
    }

    private record Holder(Object held) {}

    private record Before(int width) {}

    private record Checked(int width) {
        private Checked {
            if (width < 0) throw new IllegalArgumentException("width is negative");
        }
    }

    @Test
    void recordsComeBackEqual() {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("z", 1L);
        counts.put("a", 2L);
        var model = new Model(
                List.of(new Layer("ü", 3, Activation.TANH, null), new Layer("", -1, Activation.RELU, "n")),
                new Sgd(0.9),
                counts,
                Set.of(5, 6),
                Optional.of('x'),
                true,
                (byte) -1,
                (short) 300,
                -0.0f);
        Model read = FORMAT.read(Model.class, FORMAT.write(model));
        assertEquals(model, read);
        assertEquals(List.of("z", "a"), List.copyOf(read.counts().keySet()));
    }

    @Test
    void arraysComeBackToTheBit() {
        var random = new Random(1);
        var floats = new float[100_000];
        for (int i = 0; i < floats.length; i++) floats[i] = Float.intBitsToFloat(random.nextInt());
        var longs = random.longs(20_001).toArray();
        var value = new Arrays8(
                new boolean[] {true, false},
                new byte[] {1, -2},
                new short[] {3, -4},
                new char[] {'a', '\uffff'},
                new int[] {Integer.MIN_VALUE},
                longs,
                floats,
                new double[] {Double.NaN, -0.0},
                new float[][] {{1}, {}, {2, 3}},
                new Layer[] {new Layer("x", 1, Activation.RELU, null)},
                new Object[] {1, "two", null});
        Arrays8 read = FORMAT.read(Arrays8.class, FORMAT.write(value));
        assertArrayEquals(bits(floats), bits(read.f()));
        assertArrayEquals(longs, read.l());
        assertArrayEquals(value.z(), read.z());
        assertArrayEquals(value.b(), read.b());
        assertArrayEquals(value.s(), read.s());
        assertArrayEquals(value.c(), read.c());
        assertArrayEquals(value.i(), read.i());
        assertArrayEquals(value.d(), read.d());
        assertTrue(Arrays.deepEquals(value.matrix(), read.matrix()));
        assertArrayEquals(value.layers(), read.layers());
        assertArrayEquals(value.any(), read.any());
    }

    private static int[] bits(float[] values) {
        var bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
        return bits;
    }

    @Test
    void otherSerializableClassesComeBack() {
        Net read = FORMAT.read(Net.class, FORMAT.write(new Net()));
        assertArrayEquals(new float[] {1, 2, 3}, read.weights);
        assertEquals(7, read.layer.width());
    }

    @Test
    void whatHasNoFormIsRefusedWithTheRemedy() {
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> FORMAT.write(new Holder(new Plain())));
        assertEquals(Reason.NOT_WRITABLE, refused.reason());
        assertTrue(
                refused.getMessage().contains("Plain in it is no record, array or collection, and not Serializable"),
                refused.getMessage());
        assertEquals(1, new Plain().x);
    }

    @Test
    void aCycleIsRefused() {
        var array = new Object[1];
        array[0] = array;
        assertTrue(assertThrows(CheckpointException.class, () -> FORMAT.write(array))
                .getMessage()
                .contains("cycle"));
    }

    @Test
    void anotherClassIsNamed() {
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> FORMAT.read(Model.class, FORMAT.write(new Sgd(1))));
        assertEquals(Reason.NOT_READABLE, refused.reason());
        assertTrue(refused.getMessage().contains("Sgd, not a "), refused.getMessage());
    }

    @Test
    void aComponentThatWasAddedSinceIsNamed() {
        byte[] bytes = FORMAT.write(new Before(3));
        byte[] renamed = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("width", "depth")
                .getBytes(StandardCharsets.ISO_8859_1);
        CheckpointException refused = assertThrows(CheckpointException.class, () -> FORMAT.read(Before.class, renamed));
        assertTrue(
                refused.getMessage().contains("before") && refused.getMessage().contains("had a component width"),
                refused.getMessage());
    }

    @Test
    void aConstructorThatRefusesIsQuoted() {
        byte[] bytes = FORMAT.write(new Checked(3));
        bytes[bytes.length - 4] = (byte) 0xff;
        CheckpointException refused = assertThrows(CheckpointException.class, () -> FORMAT.read(Checked.class, bytes));
        assertTrue(refused.getMessage().contains("width is negative"), refused.getMessage());
    }

    @Test
    void randomDamageIsAnErrorOfItsOwnKindOrAValue() {
        byte[] bytes = FORMAT.write(new Holder(List.of(new Sgd(0.5), "text", new float[] {1, 2}, Map.of(1, 2))));
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = random.nextBoolean() ? bytes.clone() : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            if (damaged.length > 0) damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                FORMAT.read(Holder.class, damaged);
            } catch (CheckpointException e) {
                refused++;
                assertEquals(Reason.NOT_READABLE, e.reason());
            }
        }
        assertTrue(refused > 10_000, refused + " refused");
    }
}
