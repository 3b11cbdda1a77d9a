package io.mobula.examples.actors;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorDiedException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An actor's life: state, order, groups, async calls, a name, an end. */
public final class Main {
    /** An actor is a plain class. Its calls come one at a time, so it needs no lock; those of the group {@code reads} come besides, and look at what is volatile. */
    static final class Counter {
        private volatile long count;

        long add(long amount) {
            long sum = count + amount; // nobody else writes
            count = sum;
            return sum;
        }

        long value() {
            return count;
        }

        CompletableFuture<Long> later() {
            return CompletableFuture.supplyAsync(() -> count);
        }
    }

    private Main() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) {
            run(mobula, System.out);
        }
    }

    static void run(Mobula mobula, PrintStream out) {
        ActorHandle<Counter> hits = mobula.actor()
                .name("hits")
                .maxRestarts(3) // on another node, should its own die
                .concurrencyGroup("reads", 2)
                .start(Counter::new);

        // Calls of one caller run in the order made.
        List<ObjectRef<Long>> counts = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            long amount = i;
            counts.add(hits.call(counter -> counter.add(amount)));
        }
        out.println("counted " + mobula.getAll(counts));

        // A handle travels: here into a task, which calls the actor from wherever it runs.
        ObjectRef<Long> fromTask =
                mobula.submit(() -> hits.call(counter -> counter.add(100)).get());
        out.println("from a task " + fromTask.get());

        // Another group does not wait behind the first; an async method gives its thread back.
        out.println("read " + hits.withGroup("reads").call(Counter::value).get());
        out.println("later " + hits.callAsync(Counter::later).get());

        // By its name, from any program of the cluster.
        ActorHandle<Counter> found = mobula.find(Counter.class, "hits").orElseThrow();
        out.println("found " + found.call(Counter::value).get());

        hits.stop().get();
        try {
            found.call(Counter::value).get();
        } catch (ActorDiedException gone) {
            out.println("gone " + gone.code());
        }
    }
}
