package io.mobula.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The least a task can cost within a JVM: futures through a queue, as many as a task of Mobula meets aggregates, so that it allocates about as much and suffers alike from a collector or a cache shared with others. Its threads yield while there is
 * nothing to do, as Mobula's workers do.
 */
final class HandOver {
    private static final int HOPS = 8;
    private static final int THREADS = 2;

    private final ConcurrentLinkedQueue<FutureTask<Integer>> submitted = new ConcurrentLinkedQueue<>();

    /** What one thread hands to itself. */
    static final class Hops {
        private final ConcurrentLinkedQueue<FutureTask<Integer>> queue = new ConcurrentLinkedQueue<>();

        int one(int number) {
            int value = number;
            for (int i = 0; i < HOPS; i++) {
                int before = value;
                var task = new FutureTask<>(() -> before);
                queue.add(task);
                runNext(queue);
                value = result(task);
            }
            return value;
        }
    }

    /** Tasks per second when all are handed over before the first result is asked for. */
    double perSecond(int tasks) throws InterruptedException {
        List<FutureTask<Integer>> futures = new ArrayList<>(tasks);
        ThreadLocal<Hops> hops = ThreadLocal.withInitial(Hops::new);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++)
            workers.add(Thread.ofPlatform().daemon().start(this::work));
        long start = System.nanoTime();
        for (int i = 0; i < tasks; i++) {
            int number = i;
            var task = new FutureTask<>(() -> hops.get().one(number));
            futures.add(task);
            submitted.add(task);
        }
        long sum = 0;
        for (FutureTask<Integer> future : futures) sum += result(future);
        double perSecond = tasks * 1e9 / (System.nanoTime() - start);
        for (Thread worker : workers) worker.interrupt();
        for (Thread worker : workers) worker.join();
        Trial.checkSum(tasks, sum);
        return perSecond;
    }

    @SuppressWarnings("ThreadPriorityCheck") // as the workers do
    private void work() {
        while (!Thread.currentThread().isInterrupted()) if (!runNext(submitted)) Thread.yield();
    }

    private static boolean runNext(ConcurrentLinkedQueue<FutureTask<Integer>> queue) {
        FutureTask<Integer> task = queue.poll();
        if (task == null) return false;
        task.run();
        return true;
    }

    private static int result(FutureTask<Integer> task) {
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("A task that returns a number did not", e);
        }
    }
}
