package io.mobula.examples.digits;

import io.mobula.api.Cluster;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.tune.Display;
import io.mobula.tune.Result;
import io.mobula.tune.Results;
import io.mobula.tune.Scheduler;
import io.mobula.tune.SearchSpace;
import io.mobula.tune.SweepEvent;
import io.mobula.tune.TrialStatus;
import io.mobula.tune.Tuner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first stage: which configuration is best. Successive halving: of all trials a third goes on after 3 epochs, of those a third after 9. */
final class TuneStage {
    private static final int FIRST_RUNG = 3;
    private static final int REDUCTION = 3;

    /** In which epoch of all trials together {@code --kill-node} strikes. */
    private static final int BLOW_AT = 40;

    /** A trial as the summary has it. */
    record TrialRow(String trial, String state, Config config, int epochs, double accuracy) {}

    /** @param resumed trials that lost their node, and what they went on from */
    record Tuned(
            List<TrialRow> trials,
            long stopped,
            String best,
            Config config,
            Optional<Kill> killed,
            List<String> resumed,
            double seconds) {}

    private final Mobula mobula;
    private final Options options;
    private final Display display;
    private final Blow blow;
    private final List<String> resumed = new ArrayList<>();
    private int epochs;

    TuneStage(Mobula mobula, Options options, Display display) {
        this.mobula = mobula;
        this.options = options;
        this.display = display;
        this.blow = new Blow(options.cluster());
    }

    Tuned run(ObjectRef<Digits> data) {
        long startNanos = System.nanoTime();
        long seed = options.seed();
        Results<Config, Epoch> results = Tuner.over(SearchSpace.of(Config.class))
                .maximize(Epoch::accuracy)
                .trials(options.size().trials)
                .scheduler(Scheduler.asha(Learner.EPOCHS, FIRST_RUNG, REDUCTION))
                .seed(seed)
                .display(display)
                .listener(this::hear)
                .fit(mobula, "digits", (config, trial) -> {
                    Digits train = data.get().train();
                    Digits validation = data.get().validation();
                    Network network =
                            trial.checkpoint(Network.class).orElseGet(() -> Network.random(config.width(), seed));
                    Learner learner = new Learner(network, train, config, Team.Alone.ALONE, seed);
                    while (trial.iteration() < Learner.EPOCHS) {
                        learner.epoch(trial.iteration());
                        trial.report(network.score(validation), network);
                    }
                });
        return tuned(results, (System.nanoTime() - startNanos) / 1e9);
    }

    /** On the sweep's thread, which ends before the results are there. */
    private void hear(SweepEvent<Config, Epoch> event) {
        switch (event) {
            case SweepEvent.Reported<Config, Epoch> _ -> {
                if (++epochs == BLOW_AT)
                    blow.strike(mobula.cluster().nodes().stream()
                            .map(Cluster.Node::name)
                            .toList());
            }
            case SweepEvent.Started<Config, Epoch> started -> {
                boolean again = resumed.removeIf(trial -> trial.equals(started.trial()));
                if (again) resumed.add(started.trial() + " from epoch " + started.fromIteration());
            }
            case SweepEvent.Retrying<Config, Epoch> retrying -> resumed.add(retrying.trial());
            case SweepEvent.Paused<Config, Epoch> _, SweepEvent.Ended<Config, Epoch> _ -> {}
        }
    }

    private Tuned tuned(Results<Config, Epoch> results, double seconds) {
        Result<Config, Epoch> best = results.best();
        return new Tuned(
                results.all().stream().map(TuneStage::row).toList(),
                results.all().stream()
                        .filter(trial -> trial.status() == TrialStatus.STOPPED)
                        .count(),
                best.id(),
                best.config(),
                blow.struck(),
                List.copyOf(resumed),
                seconds);
    }

    private static TrialRow row(Result<Config, Epoch> trial) {
        return new TrialRow(
                trial.id(),
                trial.status().word(),
                trial.config(),
                trial.reports().size(),
                trial.value().orElse(0));
    }
}
