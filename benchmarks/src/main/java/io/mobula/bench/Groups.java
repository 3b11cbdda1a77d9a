package io.mobula.bench;

import io.mobula.api.Mobula;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Placement groups a second: reserved and given back, one at a time and many at once; and a thousand at the same time. Run alone; it is no part of the rates. Each group has two bundles on two nodes, so
 * that a group is an entry of the log, two reservations, two reports and a removal.
 *
 * <p>{@code java -cp … io.mobula.bench.Groups} measures three node JVMs; {@code --embedded} one JVM, which tells what the decisions alone take.
 */
public final class Groups {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int AT_A_TIME = 64;
    private static final int ONE_BY_ONE = 200;
    private static final int THOUSAND = 1_000;
    private static final int ROUNDS = 3;
    private static final int NODES = 3;
    private static final int CPUS_OF_NODE = 8;
    private static final double LITTLE = 0.001;

    private Groups() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("--embedded")) {
            measure(Strategy.PACK);
            return;
        }
        if (System.getenv("MOBULA_ADDRESS") != null) {
            measure(Strategy.SPREAD);
            return;
        }
        try (LocalCluster cluster = LocalCluster.start(NODES, CPUS_OF_NODE);
                Jvm driver = Jvm.program(Groups.class, cluster.environment())) {
            for (var line = driver.line(); line.isPresent(); line = driver.line()) System.out.println(line.get());
        }
    }

    private static void measure(Strategy strategy) throws Exception {
        try (Mobula mobula = Mobula.connect();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            many(mobula, strategy, threads, AT_A_TIME, AT_A_TIME); // warms up
            for (int round = 1; round <= ROUNDS; round++) {
                System.out.printf("round %d%n", round);
                say(
                        "one after another, reserved and closed",
                        ONE_BY_ONE,
                        many(mobula, strategy, threads, ONE_BY_ONE, 1));
                say(
                        AT_A_TIME + " at a time, reserved and closed",
                        THOUSAND,
                        many(mobula, strategy, threads, THOUSAND, AT_A_TIME));
                thousand(mobula, strategy, threads);
            }
        }
    }

    private static void thousand(Mobula mobula, Strategy strategy, ExecutorService threads) throws Exception {
        long began = System.nanoTime();
        var pending = new ArrayList<Future<PlacementGroup>>();
        for (int i = 0; i < THOUSAND; i++) pending.add(threads.submit(() -> reserve(mobula, strategy)));
        var groups = new ArrayList<PlacementGroup>();
        for (Future<PlacementGroup> one : pending) groups.add(one.get());
        say("all at the same time, reserved", THOUSAND, System.nanoTime() - began);
        began = System.nanoTime();
        groups.forEach(PlacementGroup::close);
        reserve(mobula, strategy).close(); // what was told before it has been heard
        say("all at the same time, given back", THOUSAND, System.nanoTime() - began);
    }

    private static long many(Mobula mobula, Strategy strategy, ExecutorService threads, int count, int atATime)
            throws Exception {
        long began = System.nanoTime();
        List<Callable<Void>> workers = new ArrayList<>();
        for (int worker = 0; worker < atATime; worker++) {
            int share = count / atATime + (worker < count % atATime ? 1 : 0);
            workers.add(() -> {
                for (int i = 0; i < share; i++) reserve(mobula, strategy).close();
                return null;
            });
        }
        for (Future<Void> worker : threads.invokeAll(workers)) worker.get();
        return System.nanoTime() - began;
    }

    private static PlacementGroup reserve(Mobula mobula, Strategy strategy) {
        return mobula.group()
                .strategy(strategy)
                .bundles(2, Resources.cpus(LITTLE))
                .reserve(PATIENCE);
    }

    private static void say(String what, int count, long nanos) {
        System.out.printf("  %-45s %,8.0f groups/s%n", what, count / (nanos / 1e9));
    }
}
