package io.mobula.examples.quickstart;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.Ready;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks, objects, dependencies, waiting and errors, once each. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) { // MOBULA_ADDRESS names a cluster; without it, a node in this JVM
            run(mobula, System.out);
        }
    }

    static void run(Mobula mobula, PrintStream out) {
        // An object: put once, read by every task that captures the ref.
        ObjectRef<int[]> numbers = mobula.put(IntStream.rangeClosed(1, 1_000).toArray());

        // A task, and one that depends on it: captured refs are dependencies.
        ObjectRef<Integer> sum = mobula.submit(() -> IntStream.of(numbers.get()).sum());
        ObjectRef<Double> mean = mobula.submit(() -> (double) sum.get() / numbers.get().length);
        out.println("sum " + sum.get() + ", mean " + mean.get());

        // Many tasks, and the first of them to end.
        List<ObjectRef<Integer>> counts = IntStream.rangeClosed(2, 5)
                .mapToObj(n -> mobula.task()
                        .name("multiples-of-" + n)
                        .cpus(1)
                        .<Integer>submit(() -> multiples(numbers.get(), n)))
                .toList();
        Ready<Integer> first = mobula.await(counts, 1, Duration.ofSeconds(30));
        out.println(first.ready().size() + " ready, " + first.pending().size() + " pending");

        // Many refs as one dependency, and a task on a single value.
        ObjectRef<List<Integer>> all = mobula.all(counts);
        ObjectRef<Integer> most =
                all.map(list -> list.stream().max(Integer::compare).orElseThrow());
        out.println("multiples of 2, 3, 4, 5: " + all.get() + ", most " + most.get());

        // A failure stands in the value's place; outcome() returns it instead of throwing it.
        ObjectRef<Integer> wrong = mobula.submit(() -> Integer.parseInt("forty-two"));
        switch (wrong.outcome()) {
            case Outcome.Success<Integer>(var value) -> out.println("unexpected: " + value);
            case Outcome.Failure<Integer>(var error) ->
                out.println("failed as it should: "
                        + error.cause(NumberFormatException.class)
                                .orElseThrow(() -> error)
                                .getMessage());
        }
    }

    private static int multiples(int[] numbers, int n) {
        return (int) IntStream.of(numbers).filter(i -> i % n == 0).count();
    }
}
