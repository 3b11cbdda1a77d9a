package io.mobula.api.example;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Ready;
import io.mobula.api.Retry;
import io.mobula.api.resource.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The program of the README, kept compiling: every verb infers its types, every option has its name. */
final class FirstProgram {
    private FirstProgram() {}

    record Digits(List<Double> pixels) {
        static Digits load() {
            return new Digits(Collections.nCopies(64, 0.5));
        }
    }

    record Model(double rate) {
        static Model fit(Digits data, double rate) throws IOException {
            if (data.pixels().isEmpty()) throw new IOException("no pixels");
            return new Model(rate);
        }

        double score(Digits data) {
            return 1 - rate / data.pixels().size();
        }
    }

    static double run() {
        try (Mobula mobula = Mobula.connect()) {
            ObjectRef<Digits> data = mobula.put(Digits.load());

            ObjectRef<Model> model = mobula.submit(() -> Model.fit(data.get(), 0.1));
            ObjectRef<Double> score = mobula.submit(() -> model.get().score(data.get()));

            var fit = mobula.task()
                    .name("fit")
                    .cpus(2)
                    .memory(Bytes.mebi(512))
                    .timeout(Duration.ofMinutes(5))
                    .retry(Retry.times(3).on(IOException.class));
            List<ObjectRef<Double>> scores = Stream.of(0.1, 0.01, 0.001)
                    .map(rate -> fit.submit(() -> Model.fit(data.get(), rate).score(data.get())))
                    .toList();

            Ready<Double> first = mobula.await(scores, 1, Duration.ofSeconds(5));
            ObjectRef<List<Double>> all = mobula.all(scores);
            ObjectRef<Double> best =
                    mobula.submit(() -> all.get().stream().max(Double::compare).orElseThrow());

            mobula.submit(() -> System.out.println("a task without a result"));
            return score.get() + best.get() + first.ready().size();
        }
    }
}
