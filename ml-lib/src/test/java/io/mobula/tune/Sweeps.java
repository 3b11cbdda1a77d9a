package io.mobula.tune;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import java.util.function.Consumer;

/** Sessions and trainables for tests of whole sweeps. */
final class Sweeps {
    private Sweeps() {}

    record Config(
            @LogUniform(min = 1e-3, max = 1) double rate,
            @Choice({1, 2, 3, 4}) int width) {}

    record Epoch(int epoch, double score) {}

    /** A model that learns: what it knows after some steps depends on its configuration alone. */
    record Model(int steps, double knowledge) {
        static Model empty() {
            return new Model(0, 0);
        }

        Model step(Config config) {
            return new Model(steps + 1, knowledge + config.rate() * config.width() / (steps + 1));
        }
    }

    /** Trains for so many epochs, with a checkpoint after each. */
    static Trainable<Config, Epoch> learning(int epochs) {
        return (config, trial) -> {
            Model model = trial.checkpoint(Model.class).orElseGet(Model::empty);
            for (int epoch = trial.iteration(); epoch < epochs; epoch++) {
                model = model.step(config);
                trial.report(new Epoch(epoch, model.knowledge()), model);
            }
        };
    }

    static Tuner<Config, Epoch> tuner() {
        return Tuner.over(SearchSpace.of(Config.class))
                .maximize(Epoch::score)
                .seed(7)
                .display(Display.NONE);
    }

    /** With a session of each kind that needs no cluster. */
    static void everywhere(Consumer<Mobula> test) {
        for (ConnectOptions options : new ConnectOptions[] {ConnectOptions.embedded(), ConnectOptions.strict()}) {
            try (Mobula mobula = Mobula.connect(options)) {
                test.accept(mobula);
            }
        }
    }
}
