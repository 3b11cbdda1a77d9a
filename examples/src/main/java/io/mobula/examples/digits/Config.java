package io.mobula.examples.digits;

/**
 * What one trial tries.
 *
 * @param seed the sweep's seed; with {@code trial} it fixes the initial weights and the order of the images
 * @param trial number of the trial, from 0
 * @param learningRate log-uniform in [0.001, 0.5)
 * @param width units of the hidden layer
 * @param batch images per step
 * @param momentum uniform in [0, 0.95)
 */
public record Config(long seed, int trial, double learningRate, int width, int batch, double momentum) {
    private static final double LOWEST_RATE = 1e-3;
    private static final double HIGHEST_RATE = 0.5;
    private static final double HIGHEST_MOMENTUM = 0.95;
    private static final int[] WIDTHS = {16, 32, 64, 96};
    private static final int[] BATCHES = {16, 32, 64};

    /** The trial's point of the search space. */
    static Config sample(long seed, int trial) {
        StableRandom random = StableRandom.of(seed, trial);
        double rate = LOWEST_RATE * StrictMath.exp(random.nextDouble() * StrictMath.log(HIGHEST_RATE / LOWEST_RATE));
        int width = WIDTHS[random.nextInt(WIDTHS.length)];
        int batch = BATCHES[random.nextInt(BATCHES.length)];
        return new Config(seed, trial, rate, width, batch, random.nextDouble() * HIGHEST_MOMENTUM);
    }

    String name() {
        return Text.format("trial-%02d", trial);
    }
}
