package io.mobula.examples.digits;

import io.mobula.api.TaskContext;

/** One trial: trains a network as its {@link Config} says, and scores it. */
final class Trial {
    /** Passes over the training images; the same for every trial. */
    static final int EPOCHS = 500;

    /** Apart from the streams of {@link Config#sample}, which are the trial numbers. */
    private static final long TRAINING_STREAM = 1L << 32;

    /** Right and down, in pixels. */
    private static final int[][] MOVES = {{0, 0}, {1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    private Trial() {}

    /** The body of the remote task. */
    static TrialResult run(Digits digits, Config config) throws InterruptedException {
        long startNanos = System.nanoTime();
        Score score = train(digits, config, EPOCHS);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        TaskContext here = TaskContext.current();
        return new TrialResult(config, score, seconds, here.node(), here.attempt());
    }

    /**
     * Each image is learned from where it is or moved by a pixel, as chance has it: 1,078 images alone are learned by heart before they are understood.
     *
     * <p>The same score to the last digit for the same arguments, wherever it runs. An interrupt ends it after the current epoch.
     */
    static Score train(Digits digits, Config config, int epochs) throws InterruptedException {
        StableRandom random = StableRandom.of(config.seed(), TRAINING_STREAM + config.trial());
        Network network = new Network(config.width(), random);
        for (int epoch = 0; epoch < epochs; epoch++) {
            if (Thread.interrupted()) throw new InterruptedException(config.name() + " was stopped in epoch " + epoch);
            double rate = config.learningRate() * (epochs - epoch) / epochs;
            int[] order = random.permutation(digits.trainCount());
            for (int from = 0; from < order.length; from += config.batch()) {
                int to = Math.min(from + config.batch(), order.length);
                for (int i = from; i < to; i++) {
                    int[] move = MOVES[random.nextInt(MOVES.length)];
                    network.learn(digits, order[i], move[0], move[1]);
                }
                network.step(rate / (to - from), config.momentum());
            }
        }
        int validationEnd = digits.trainCount() + digits.validationCount();
        return new Score(
                network.accuracy(digits, digits.trainCount(), validationEnd),
                network.loss(digits, digits.trainCount(), validationEnd),
                network.accuracy(digits, validationEnd, digits.count()));
    }
}
