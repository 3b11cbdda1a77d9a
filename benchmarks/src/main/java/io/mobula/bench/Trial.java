package io.mobula.bench;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One trial of a rate. */
final class Trial {
    /** Processes in which a rate is measured: the compiler does not make the same of a program each time. */
    static final int FORKS = 3;

    /** In each of them, after {@link #WARM_UPS}. Odd as they are, so that one of all is the median. */
    static final int COUNT = 3;

    static final int WARM_UPS = 2;

    /** Of a trial of steps. */
    static final int SLICES = 25;

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private Trial() {}

    /** How often a step runs in a slice, one after the other. */
    static double perSecond(Step step) throws Exception {
        long start = System.nanoTime();
        long done = 0;
        long now;
        do {
            step.run();
            done++;
            now = System.nanoTime();
        } while (now - start < SLICE_NANOS);
        return done * 1e9 / (now - start);
    }

    /** A task that does nothing, and its result. */
    static void oneTask(Mobula mobula, int number) {
        int result = mobula.submit(() -> number).get();
        if (result != number) throw new IllegalStateException("The task returned " + result + " for " + number);
    }

    /** Tasks per second when all are submitted before the first result is asked for. */
    static double manyTasks(Mobula mobula, int tasks) {
        List<ObjectRef<Integer>> refs = new ArrayList<>(tasks);
        long start = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            int number = i;
            refs.add(mobula.submit(() -> number));
        }
        long sum = 0;
        for (ObjectRef<Integer> ref : refs) sum += ref.get();
        double perSecond = tasks * 1e9 / (System.nanoTime() - start);
        checkSum(tasks, sum);
        return perSecond;
    }

    /** An actor that keeps nothing. */
    static final class Adder {
        int same(int number) {
            return number;
        }
    }

    /** A call that does nothing, and its result. */
    static void oneCall(ActorHandle<Adder> actor, int number) {
        int result = actor.call(adder -> adder.same(number)).get();
        if (result != number) throw new IllegalStateException("The call returned " + result + " for " + number);
    }

    /** Calls per second when all are made before the first result is asked for. */
    static double manyCalls(ActorHandle<Adder> actor, int calls) {
        List<ObjectRef<Integer>> refs = new ArrayList<>(calls);
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            int number = i;
            refs.add(actor.call(adder -> adder.same(number)));
        }
        long sum = 0;
        for (ObjectRef<Integer> ref : refs) sum += ref.get();
        double perSecond = calls * 1e9 / (System.nanoTime() - start);
        checkSum(calls, sum);
        return perSecond;
    }

    /** Of the results 0, 1, 2 … */
    static void checkSum(int tasks, long sum) {
        long expected = (long) tasks * (tasks - 1) / 2;
        if (sum != expected) throw new IllegalStateException("The results add up to " + sum + ", not " + expected);
    }
}
