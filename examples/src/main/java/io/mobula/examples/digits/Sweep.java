package io.mobula.examples.digits;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.Ready;
import io.mobula.examples.digits.Row.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Submits the trials, and follows them until each has ended. Confined to one thread. */
final class Sweep {
    /** How often the view is told that time passes. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final Mobula mobula;
    private final Options options;
    private final View view;
    private final List<Row> rows = new ArrayList<>();
    private Optional<Kill> kill = Optional.empty();

    Sweep(Mobula mobula, Options options, View view) {
        this.mobula = mobula;
        this.options = options;
        this.view = view;
    }

    /** The rows when all trials have ended, in the order of their numbers. */
    List<Row> run(Digits digits) {
        ObjectRef<Digits> data = mobula.put(digits);
        Map<ObjectRef<TrialResult>, Integer> trials = new LinkedHashMap<>();
        for (int trial = 0; trial < options.trials(); trial++) {
            Config config = Config.sample(options.seed(), trial);
            trials.put(mobula.task().name(config.name()).cpus(1).submit(() -> Trial.run(data.get(), config)), trial);
            rows.add(new Row(config, new State.Submitted()));
        }
        view.waited(rows);
        follow(trials);
        view.finish(rows);
        return List.copyOf(rows);
    }

    Optional<Kill> kill() {
        return kill;
    }

    private void follow(Map<ObjectRef<TrialResult>, Integer> trials) {
        List<ObjectRef<TrialResult>> pending = List.copyOf(trials.keySet());
        while (!pending.isEmpty()) {
            Ready<TrialResult> now = mobula.await(pending, 1, TICK);
            for (ObjectRef<TrialResult> ref : now.ready()) ended(trials.get(ref), ref.outcome());
            if (now.ready().isEmpty()) view.waited(rows);
            pending = now.pending();
            killOnce(options.trials() - pending.size());
        }
    }

    private void ended(int trial, Outcome<TrialResult> outcome) {
        State state = switch (outcome) {
            case Outcome.Success<TrialResult>(var result) -> new State.Done(result);
            case Outcome.Failure<TrialResult>(var error) -> new State.Failed(String.valueOf(error.getMessage()));
        };
        Row row = new Row(rows.get(trial).config(), state);
        rows.set(trial, row);
        view.ended(rows, row);
    }

    private void killOnce(int ended) {
        if (options.kill().isEmpty() || kill.isPresent() || ended * 3 < options.trials()) return;
        ProcessHandle victim = options.kill().get();
        kill = Optional.of(new Kill(victim.pid(), ended));
        boolean sent = victim.destroyForcibly();
        String pattern = sent
                ? "Killed process %d with SIGKILL after %d of %d trials."
                : "Process %d could not be killed after %d of %d trials: it had ended before, or belongs to another user.";
        view.say(Text.format(pattern, victim.pid(), ended, options.trials()));
    }
}
