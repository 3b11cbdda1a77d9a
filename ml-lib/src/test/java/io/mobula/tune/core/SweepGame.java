package io.mobula.tune.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A sweep against a world that does whatever is possible next, in an order drawn from a seed; checks the invariants after every event. */
@SuppressWarnings("EnumOrdinal")
final class SweepGame {
    private static final int MOST_EVENTS = 200_000;
    private static final long STEP_NANOS = 1_000;

    /** What the world may do to a trial. */
    record World(int length, double checkpoints, double failures, double losses, double repeats) {
        static final World KIND = new World(Integer.MAX_VALUE, 1, 0, 0, 0);
    }

    private enum Doing {
        QUEUED,
        COMPUTING,
        ASKING
    }

    private static final class Task {
        final int trial;
        final int run;
        int iteration;
        Doing doing = Doing.QUEUED;
        boolean kept;

        Task(int trial, int run, int iteration) {
            this.trial = trial;
            this.run = run;
            this.iteration = iteration;
        }
    }

    private final Random random;
    private final World world;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Integer, Integer> failures = new TreeMap<>();
    private final Map<Integer, Ending> endings = new TreeMap<>();
    private final Map<Integer, Integer> unanswered = new TreeMap<>();
    private int finishes;
    private long nowNanos;
    SweepState state;

    SweepGame(SweepRules rules, World world, long seed) {
        this.random = new Random(seed);
        this.world = world;
        this.state = SweepState.initial(rules);
    }

    /** How each trial ended, and its scores. */
    Map<Integer, String> play() {
        send(new Event.Opened(nowNanos));
        for (int events = 0; state.finished().isEmpty(); events++) {
            assertTrue(events < MOST_EVENTS, () -> "does not end: " + state.tally());
            move();
        }
        assertEquals(1, finishes);
        assertEquals(state.rules().trials(), endings.size());
        for (Task late : List.copyOf(tasks)) {
            if (late.doing == Doing.COMPUTING) report(late);
        }
        assertEquals(Map.of(), unanswered, "every report is answered");
        Map<Integer, String> outcome = new LinkedHashMap<>();
        endings.forEach((trial, ending) ->
                outcome.put(trial, ending + " " + state.trials().get(trial).scores()));
        return outcome;
    }

    private void move() {
        nowNanos += STEP_NANOS;
        List<Task> able = tasks.stream()
                .filter(task -> task.doing != Doing.ASKING || random.nextDouble() < world.repeats() + world.losses())
                .toList();
        if (able.isEmpty() || random.nextInt(20) == 0) {
            send(new Event.Ticked(nowNanos));
            return;
        }
        Task task = able.get(random.nextInt(able.size()));
        if (random.nextDouble() < world.losses() && mayFail(task, Event.Failure.LOST)) return;
        switch (task.doing) {
            case QUEUED -> {
                task.doing = Doing.COMPUTING;
                if (random.nextInt(10) > 0) send(new Event.TrialBegan(task.trial, task.run, nowNanos));
            }
            case COMPUTING -> compute(task);
            case ASKING -> report(task, task.iteration);
        }
    }

    private void compute(Task task) {
        if (random.nextDouble() < world.failures() && mayFail(task, Event.Failure.THREW)) return;
        if (task.iteration >= world.length()) {
            tasks.remove(task);
            send(new Event.TrialEnded(task.trial, task.run, nowNanos));
        } else report(task);
    }

    private void report(Task task) {
        task.iteration++;
        task.kept = random.nextDouble() < world.checkpoints();
        report(task, task.iteration);
    }

    private void report(Task task, int iteration) {
        task.doing = Doing.ASKING;
        unanswered.put(task.trial * 1000 + task.run, iteration);
        send(new Event.TrialReported(
                task.trial, task.run, iteration, score(task.trial, iteration), task.kept, nowNanos));
    }

    private boolean mayFail(Task task, Event.Failure failure) {
        int limit = failure == Event.Failure.LOST
                ? state.rules().limits().maxLosses()
                : state.rules().retry().times();
        int key = task.trial * 2 + failure.ordinal() / 2;
        if (failures.merge(key, 1, Integer::sum) > limit) return false;
        tasks.remove(task);
        unanswered.remove(task.trial * 1000 + task.run);
        send(new Event.TrialFailed(task.trial, task.run, failure, "bad luck", nowNanos));
        return true;
    }

    /** Few different values, so that ties are common. */
    static double score(int trial, int iteration) {
        return new Random(trial * 7919L + iteration).nextInt(10) + Math.log(iteration);
    }

    private void send(Event event) {
        boolean over = state.finished().isPresent();
        Step<SweepState, Effect> step = SweepCore.next(state, event);
        assertEquals(step, SweepCore.next(state, event), "the same event leads to the same step");
        state = step.state();
        state.validate();
        assertTrue(state.tally().running() <= state.concurrency(), "concurrency is kept");
        for (Effect effect : step.effects()) {
            boolean answers = effect instanceof Effect.StopTrial;
            assertTrue(!over || answers, () -> "after the end: " + effect);
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.StartTrial(int trial, int run, var _, int from) -> tasks.add(new Task(trial, run, from));
            case Effect.ContinueTrial(int trial, int run) -> {
                answered(trial, run);
                for (Task task : tasks) {
                    if (task.trial == trial && task.run == run) task.doing = Doing.COMPUTING;
                }
            }
            case Effect.PauseTrial(int trial, int run) -> {
                answered(trial, run);
                tasks.removeIf(task -> task.trial == trial && task.run == run);
            }
            case Effect.StopTrial(int trial, int run, var _) -> {
                unanswered.remove(trial * 1000 + run);
                tasks.removeIf(task -> task.trial == trial && task.run == run);
            }
            case Effect.Conclude(int trial, Ending ending, var _) -> {
                assertFalse(endings.containsKey(trial), () -> "trial " + trial + " ends again");
                endings.put(trial, ending);
            }
            case Effect.Finish _ -> finishes++;
        }
    }

    private void answered(int trial, int run) {
        Integer asked = unanswered.remove(trial * 1000 + run);
        assertTrue(asked != null, () -> "trial " + trial + " run " + run + " is answered and did not ask");
    }
}
