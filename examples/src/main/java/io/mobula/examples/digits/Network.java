package io.mobula.examples.digits;

import java.util.Arrays;

/**
 * A neural network with one hidden layer (ReLU) and a softmax over the ten digits, trained by stochastic gradient descent with momentum.
 *
 * <p>Every sum is taken in a fixed order and every transcendental function comes from {@link StrictMath}, so results are bit-identical in every JVM. Inner loops run over the hidden units side by side,
 * which a JIT compiler may vectorize without changing the order of any sum.
 *
 * <p>Thread safety: confined to one thread.
 */
final class Network {
    private static final int PIXELS = Digits.PIXELS;
    private static final int CLASSES = Digits.CLASSES;

    private final int width;

    /** Where each group of parameters begins: pixel-to-hidden weights at 0, then these. */
    private final int hiddenBias;

    private final int outputWeights;
    private final int outputBias;

    private final double[] parameters;
    private final double[] velocity;
    private final double[] gradient;

    private final double[] input = new double[PIXELS];
    private final double[] hidden;
    private final double[] hiddenError;
    private final double[] output = new double[CLASSES];

    Network(int width, StableRandom random) {
        this.width = width;
        hiddenBias = PIXELS * width;
        outputWeights = hiddenBias + width;
        outputBias = outputWeights + width * CLASSES;
        parameters = new double[outputBias + CLASSES];
        velocity = new double[parameters.length];
        gradient = new double[parameters.length];
        hidden = new double[width];
        hiddenError = new double[width];
        randomize(0, hiddenBias, Math.sqrt(6.0 / PIXELS), random);
        randomize(outputWeights, outputBias, Math.sqrt(6.0 / width), random);
    }

    private void randomize(int from, int to, double limit, StableRandom random) {
        for (int i = from; i < to; i++) parameters[i] = (2 * random.nextDouble() - 1) * limit;
    }

    /** Adds to the batch's gradient that of one image, moved by whole pixels; what moves over the edge is lost. */
    void learn(Digits digits, int image, int right, int down) {
        digits.read(image, right, down, input);
        forward();
        softmax();
        output[digits.labels()[image]] -= 1; // now the error of the output
        for (int c = 0; c < CLASSES; c++) gradient[outputBias + c] += output[c];
        for (int h = 0; h < width; h++) {
            int row = outputWeights + h * CLASSES;
            double error = 0;
            for (int c = 0; c < CLASSES; c++) {
                gradient[row + c] += hidden[h] * output[c];
                error += parameters[row + c] * output[c];
            }
            hiddenError[h] = hidden[h] > 0 ? error : 0;
            gradient[hiddenBias + h] += hiddenError[h];
        }
        for (int i = 0; i < PIXELS; i++) {
            double pixel = input[i];
            if (pixel == 0) continue;
            int row = i * width;
            for (int h = 0; h < width; h++) gradient[row + h] += pixel * hiddenError[h];
        }
    }

    /** Moves the parameters against the batch's gradient, and starts the next batch. */
    void step(double rate, double momentum) {
        for (int i = 0; i < parameters.length; i++) {
            velocity[i] = momentum * velocity[i] - rate * gradient[i];
            parameters[i] += velocity[i];
        }
        Arrays.fill(gradient, 0);
    }

    /** Share of the images from {@code from} to before {@code to} that are read correctly. */
    double accuracy(Digits digits, int from, int to) {
        int correct = 0;
        for (int image = from; image < to; image++) {
            digits.read(image, 0, 0, input);
            forward();
            int best = 0;
            for (int c = 1; c < CLASSES; c++) if (output[c] > output[best]) best = c;
            if (best == digits.labels()[image]) correct++;
        }
        return (double) correct / (to - from);
    }

    /** Mean cross-entropy over the images from {@code from} to before {@code to}. */
    double loss(Digits digits, int from, int to) {
        double sum = 0;
        for (int image = from; image < to; image++) {
            digits.read(image, 0, 0, input);
            forward();
            softmax();
            sum -= StrictMath.log(output[digits.labels()[image]]);
        }
        return sum / (to - from);
    }

    private void forward() {
        System.arraycopy(parameters, hiddenBias, hidden, 0, width);
        for (int i = 0; i < PIXELS; i++) {
            double pixel = input[i];
            if (pixel == 0) continue;
            int row = i * width;
            for (int h = 0; h < width; h++) hidden[h] += pixel * parameters[row + h];
        }
        System.arraycopy(parameters, outputBias, output, 0, CLASSES);
        for (int h = 0; h < width; h++) {
            if (hidden[h] <= 0) {
                hidden[h] = 0;
                continue;
            }
            int row = outputWeights + h * CLASSES;
            for (int c = 0; c < CLASSES; c++) output[c] += hidden[h] * parameters[row + c];
        }
    }

    private void softmax() {
        double highest = output[0];
        for (int c = 1; c < CLASSES; c++) highest = Math.max(highest, output[c]);
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
            output[c] = StrictMath.exp(output[c] - highest);
            sum += output[c];
        }
        for (int c = 0; c < CLASSES; c++) output[c] /= sum;
    }
}
