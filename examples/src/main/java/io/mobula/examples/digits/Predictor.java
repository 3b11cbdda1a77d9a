package io.mobula.examples.digits;

import io.mobula.serve.infer.Datatype;
import io.mobula.serve.infer.InferRequest;
import io.mobula.serve.infer.InferResponse;
import io.mobula.serve.infer.ModelSignature;
import io.mobula.serve.infer.Tensor;
import java.util.Arrays;

/** What is deployed: a plain class around the model. */
final class Predictor {
    /** A request: 64 pixels from 0 to 16, row by row. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    record Image(int[] pixels) {
        Image {
            if (pixels.length != Digits.PIXELS) {
                throw new IllegalArgumentException(
                        "An image of " + pixels.length + " pixels: it must have " + Digits.PIXELS);
            }
        }
    }

    /** An answer. */
    record Label(int digit, double probability) {}

    /** What clients of the Open Inference Protocol are told of the model. */
    static final ModelSignature SIGNATURE = ModelSignature.none()
            .input("input", Datatype.FP32, -1, Digits.PIXELS)
            .output("label", Datatype.INT64, -1)
            .output("probabilities", Datatype.FP32, -1, Digits.CLASSES);

    private final Network network;

    Predictor(Network network) {
        this.network = network;
    }

    Label label(Image image) {
        double[] brightness = Arrays.stream(image.pixels())
                .mapToDouble(p -> p / Digits.BRIGHTEST)
                .toArray();
        double[] probabilities = network.read(brightness);
        int digit = Network.best(probabilities);
        return new Label(digit, probabilities[digit]);
    }

    /** Any number of images at once. */
    InferResponse infer(InferRequest request) {
        float[] pixels = request.input("input").floats();
        int count = pixels.length / Digits.PIXELS;
        long[] labels = new long[count];
        float[] probabilities = new float[count * Digits.CLASSES];
        double[] brightness = new double[Digits.PIXELS];
        for (int image = 0; image < count; image++) {
            for (int i = 0; i < Digits.PIXELS; i++) {
                brightness[i] = pixels[image * Digits.PIXELS + i] / Digits.BRIGHTEST;
            }
            double[] read = network.read(brightness);
            labels[image] = Network.best(read);
            for (int c = 0; c < Digits.CLASSES; c++) probabilities[image * Digits.CLASSES + c] = (float) read[c];
        }
        return InferResponse.of(
                Tensor.int64("label", new long[] {count}, labels),
                Tensor.fp32("probabilities", new long[] {count, Digits.CLASSES}, probabilities));
    }
}
