package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private final List<Config> many =
            IntStream.range(0, 2_000).mapToObj(trial -> Config.sample(7, trial)).toList();

    @Test
    void staysInsideTheSearchSpaceAndReachesAllOfIt() {
        var rates = many.stream().mapToDouble(Config::learningRate).summaryStatistics();
        assertTrue(rates.getMin() >= 0.001 && rates.getMin() < 0.0011, () -> "lowest " + rates.getMin());
        assertTrue(rates.getMax() < 0.5 && rates.getMax() > 0.45, () -> "highest " + rates.getMax());
        var momenta = many.stream().mapToDouble(Config::momentum).summaryStatistics();
        assertTrue(momenta.getMin() >= 0 && momenta.getMax() < 0.95);
        assertEquals(
                List.of(16, 32, 64, 96),
                many.stream().map(Config::width).distinct().sorted().toList());
        assertEquals(
                List.of(16, 32, 64),
                many.stream().map(Config::batch).distinct().sorted().toList());
    }

    @Test
    void drawsLearningRatesLogUniformly() {
        double middle = Math.sqrt(0.001 * 0.5);
        long below = many.stream().filter(c -> c.learningRate() < middle).count();
        assertTrue(below > 900 && below < 1_100, () -> below + " of 2000 below the geometric mean");
    }

    @Test
    void isTheSameInEveryJvm() {
        assertEquals(new Config(7, 3, 0.013755283675724681, 32, 16, 0.16396641892298355), Config.sample(7, 3));
    }
}
