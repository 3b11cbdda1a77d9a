package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TrialTest {
    private static final long SEED = 7;
    private static final int FEW_EPOCHS = 5;

    private final Digits digits = Digits.load(SEED);
    private final Config config = new Config(SEED, 0, 0.1, 16, 32, 0.9);

    @Test
    void givesTheSameScoreWhenRunAgain() throws InterruptedException {
        assertEquals(Trial.train(digits, config, FEW_EPOCHS), Trial.train(digits, config, FEW_EPOCHS));
    }

    @Test
    void givesTheScoreThatEveryJvmGives() throws InterruptedException {
        assertEquals(
                new Score(0.8495821727019499, 0.47671688492486475, 0.8444444444444444),
                Trial.train(digits, config, FEW_EPOCHS));
    }

    @Test
    void trainsEachTrialFromItsOwnStart() throws InterruptedException {
        Config other = new Config(SEED, 1, 0.1, 16, 32, 0.9);
        double one = Trial.train(digits, config, FEW_EPOCHS).validationLoss();
        assertNotEquals(one, Trial.train(digits, other, FEW_EPOCHS).validationLoss());
    }

    @Test
    void endsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Trial.train(digits, config, FEW_EPOCHS));
    }
}
