package io.mobula.examples.digits;

import java.util.Arrays;

/**
 * Trains a network by stochastic gradient descent with momentum, alone or in a team.
 *
 * <p>Thread safety: confined to one thread.
 */
final class Learner {
    /** Passes over the images in all; the rate of learning falls to zero over them. */
    static final int EPOCHS = 27;

    private final Network network;
    private final Digits digits;
    private final Config config;
    private final Team team;
    private final long seed;

    private final double[] gradient;
    private final double[] input = new double[Digits.PIXELS];
    private final double[] hidden;
    private final double[] hiddenError;
    private final double[] output = new double[Digits.CLASSES];

    /** @param seed fixes the order of the images; the same for all of a team */
    Learner(Network network, Digits digits, Config config, Team team, long seed) {
        this.network = network;
        this.digits = digits;
        this.config = config;
        this.team = team;
        this.seed = seed;
        gradient = new double[network.parameters().length];
        hidden = new double[network.width()];
        hiddenError = new double[network.width()];
    }

    /** One epoch: every image from where it is and from all around, in an order of this epoch's own. */
    void epoch(int epoch) {
        double rate = config.rate() * (EPOCHS - epoch) / EPOCHS;
        int[] lessons = Shuffle.of(digits.count() * Move.COUNT, seed + epoch);
        for (int from = 0; from < lessons.length; from += config.batch()) {
            int to = Math.min(from + config.batch(), lessons.length);
            Arrays.fill(gradient, 0);
            for (int i = from + team.rank(); i < to; i += team.size()) {
                learn(lessons[i] / Move.COUNT, Move.of(lessons[i] % Move.COUNT));
            }
            team.sum(gradient);
            network.step(gradient, rate / (to - from), config.momentum());
        }
    }

    /** Adds to the gradient that of one image. */
    private void learn(int image, Move move) {
        digits.read(image, move, input);
        network.forward(input, hidden, output);
        output[digits.labels()[image]] -= 1; // now the error of the output
        backward();
    }

    private void backward() {
        double[] parameters = network.parameters();
        int width = network.width();
        for (int c = 0; c < output.length; c++) gradient[network.outputBias() + c] += output[c];
        for (int h = 0; h < width; h++) {
            int row = network.outputWeights() + h * output.length;
            double error = 0;
            for (int c = 0; c < output.length; c++) {
                gradient[row + c] += hidden[h] * output[c];
                error += parameters[row + c] * output[c];
            }
            hiddenError[h] = hidden[h] > 0 ? error : 0;
            gradient[network.hiddenBias() + h] += hiddenError[h];
        }
        for (int i = 0; i < input.length; i++) {
            double pixel = input[i];
            if (pixel == 0) continue;
            int row = i * width;
            for (int h = 0; h < width; h++) gradient[row + h] += pixel * hiddenError[h];
        }
    }
}
