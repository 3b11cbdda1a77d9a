package io.mobula.examples.digits;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.resource.Strategy;
import io.mobula.train.Progress;
import io.mobula.train.Result;
import io.mobula.train.Trainer;
import io.mobula.train.checkpoint.Checkpoint;
import io.mobula.train.checkpoint.Checkpoints;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The second stage: the best configuration learns from all images but those held out, on two workers, each from its half of every batch. */
final class TrainStage {
    private static final int WORKERS = 2;
    private static final int RESTARTS = 3;

    /** After which epoch {@code --kill-node} strikes. */
    private static final int BLOW_AT = Learner.EPOCHS / 2;

    /** Every so many epochs a line is written. */
    private static final int TELL_EVERY = 9;

    /**
     * @param resumed how it went on after a worker was lost
     * @param checkpoint the model
     */
    record Trained(
            int epochs,
            double accuracy,
            double loss,
            List<String> nodes,
            Optional<Kill> killed,
            List<String> resumed,
            @JsonIgnore Checkpoint checkpoint,
            double seconds) {}

    private final Mobula mobula;
    private final Options options;
    private final PrintStream out;
    private final Blow blow;
    private final List<String> resumed = new ArrayList<>();
    private List<String> nodes = List.of();

    TrainStage(Mobula mobula, Options options, PrintStream out) {
        this.mobula = mobula;
        this.options = options;
        this.out = out;
        this.blow = new Blow(options.cluster());
    }

    /** @param folder where checkpoints go */
    Trained run(ObjectRef<Digits> data, Config config, Path folder) {
        long startNanos = System.nanoTime();
        long seed = options.seed();
        Result<Epoch> result = Trainer.workers(WORKERS)
                .strategy(Strategy.SPREAD)
                .retry(Retry.times(RESTARTS))
                .checkpoints(Checkpoints.in(folder))
                .onProgress(this::hear)
                .fit(mobula, "digits", worker -> {
                    Digits images = data.get().known();
                    Network network =
                            worker.checkpoint(Network.class).orElseGet(() -> Network.random(config.width(), seed));
                    Learner learner = new Learner(network, images, config, Team.of(worker.collective()), seed);
                    while (worker.iteration() < Learner.EPOCHS) {
                        learner.epoch(worker.iteration());
                        worker.report(network.score(images), network);
                    }
                    return network.score(images);
                });
        return new Trained(
                result.reports().size(),
                result.value().accuracy(),
                result.value().loss(),
                nodes,
                blow.struck(),
                List.copyOf(resumed),
                result.newest().orElseThrow(),
                (System.nanoTime() - startNanos) / 1e9);
    }

    private void hear(Progress progress) {
        switch (progress) {
            case Progress.Started(int attempt, long fromStep, List<String> on) -> {
                nodes = on;
                if (attempt == 1) return;
                String text = Text.format("from epoch %d on %s", fromStep, String.join(" and ", on));
                resumed.add(text);
                out.println("  goes on " + text);
            }
            case Progress.Reported(var report) -> {
                if (report.step() % TELL_EVERY != 0) return;
                Epoch epoch = report.first(Epoch.class);
                out.println(Text.format(
                        "  epoch %2d/%d  loss %.4f  accuracy %.4f  checkpoint written",
                        report.step(), Learner.EPOCHS, epoch.loss(), epoch.accuracy()));
            }
            case Progress.Committed(long step) -> {
                if (step == BLOW_AT) blow.strike(nodes);
            }
            case Progress.NotSaved(long step, var cause) ->
                out.println(
                        Text.format("  the checkpoint of epoch %d is not in the folder: %s", step, cause.getMessage()));
            case Progress.AttemptFailed(var _, String cause) -> out.println("  " + cause);
            case Progress.Finished _ -> {}
        }
    }
}
