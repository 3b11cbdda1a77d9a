package io.mobula.examples.digits;

import java.util.SplittableRandom;

/**
 * A neural network with one hidden layer (ReLU) and a softmax over the ten digits. A record of arrays: it travels, and is a checkpoint, as it is.
 *
 * <p>Every sum is taken in a fixed order and every transcendental function comes from {@link StrictMath}, so results are bit-identical in every JVM. Inner loops run over the hidden units side by side,
 * which a JIT compiler may vectorize without changing the order of any sum.
 *
 * <p>Thread safety: {@link Learner} changes the arrays; while none does, from any thread.
 *
 * @param width units of the hidden layer
 * @param parameters pixel-to-hidden weights, hidden biases, hidden-to-output weights, output biases
 * @param velocity what momentum keeps of the steps before
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record Network(int width, double[] parameters, double[] velocity) {
    private static final int PIXELS = Digits.PIXELS;
    private static final int CLASSES = Digits.CLASSES;

    static Network random(int width, long seed) {
        int size = (PIXELS + 1 + CLASSES) * width + CLASSES;
        Network network = new Network(width, new double[size], new double[size]);
        SplittableRandom random = new SplittableRandom(seed);
        network.randomize(0, network.hiddenBias(), Math.sqrt(6.0 / PIXELS), random);
        network.randomize(network.outputWeights(), network.outputBias(), Math.sqrt(6.0 / width), random);
        return network;
    }

    private void randomize(int from, int to, double limit, SplittableRandom random) {
        for (int i = from; i < to; i++) parameters[i] = (2 * random.nextDouble() - 1) * limit;
    }

    /** Where each group of parameters begins; the first is at 0. */
    int hiddenBias() {
        return PIXELS * width;
    }

    int outputWeights() {
        return hiddenBias() + width;
    }

    int outputBias() {
        return outputWeights() + width * CLASSES;
    }

    /** Moves the parameters against the gradient. */
    void step(double[] gradient, double rate, double momentum) {
        for (int i = 0; i < parameters.length; i++) {
            velocity[i] = momentum * velocity[i] - rate * gradient[i];
            parameters[i] += velocity[i];
        }
    }

    /** The probability of each digit. */
    double[] read(double[] brightness) {
        double[] output = new double[CLASSES];
        forward(brightness, new double[width], output);
        return output;
    }

    /** The digit that it holds for the most probable; of equals the lower one. */
    static int best(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < CLASSES; c++) if (probabilities[c] > probabilities[best]) best = c;
        return best;
    }

    Epoch score(Digits digits) {
        double[] input = new double[PIXELS];
        double[] hidden = new double[width];
        double[] output = new double[CLASSES];
        int correct = 0;
        double loss = 0;
        for (int image = 0; image < digits.count(); image++) {
            int label = digits.labels()[image];
            digits.read(image, Move.STAY, input);
            forward(input, hidden, output);
            if (best(output) == label) correct++;
            loss -= StrictMath.log(output[label]);
        }
        return new Epoch((double) correct / digits.count(), loss / digits.count());
    }

    /** Writes the hidden layer's activations and the probabilities. */
    void forward(double[] input, double[] hidden, double[] output) {
        System.arraycopy(parameters, hiddenBias(), hidden, 0, width);
        for (int i = 0; i < PIXELS; i++) {
            double pixel = input[i];
            if (pixel == 0) continue;
            int row = i * width;
            for (int h = 0; h < width; h++) hidden[h] += pixel * parameters[row + h];
        }
        System.arraycopy(parameters, outputBias(), output, 0, CLASSES);
        for (int h = 0; h < width; h++) {
            hidden[h] = Math.max(0, hidden[h]);
            int row = outputWeights() + h * CLASSES;
            for (int c = 0; c < CLASSES; c++) output[c] += hidden[h] * parameters[row + c];
        }
        softmax(output);
    }

    private static void softmax(double[] values) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) highest = Math.max(highest, value);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(values[i] - highest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) values[i] /= sum;
    }
}
