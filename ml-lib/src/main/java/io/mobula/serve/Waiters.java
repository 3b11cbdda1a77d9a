package io.mobula.serve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Calls on the controller that are answered when something happens, or after ten seconds with nothing new: their callers ask again. Confined to the controller's loop. */
final class Waiters {
    private static final long LONGEST_SECONDS = 10;
    private static final int OUTCOMES_KEPT = 256;

    private final ScheduledExecutorService loop;
    private final List<CompletableFuture<Table>> tables = new ArrayList<>();
    private final Map<Long, List<CompletableFuture<Settled>>> deploys = new LinkedHashMap<>();
    private final Map<String, List<CompletableFuture<Boolean>>> removals = new LinkedHashMap<>();
    private final Map<Long, Settled> outcomes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Settled> eldest) {
            return size() > OUTCOMES_KEPT;
        }
    };

    Waiters(ScheduledExecutorService loop) {
        this.loop = loop;
    }

    CompletionStage<Table> table(long known, long present, Supplier<Table> table) {
        if (present > known) return CompletableFuture.completedStage(table.get());
        return waiting(tables, table);
    }

    void published(Table table) {
        for (CompletableFuture<Table> waiter : List.copyOf(tables)) waiter.complete(table);
    }

    CompletionStage<Settled> settled(long version, boolean goesOn) {
        Settled known = outcomes.get(version);
        if (known != null) return CompletableFuture.completedStage(known);
        if (!goesOn) return CompletableFuture.completedStage(new Settled.Unknown());
        return waiting(deploys.computeIfAbsent(version, _ -> new ArrayList<>()), Settled.Pending::new);
    }

    void settled(long version, Settled outcome) {
        outcomes.put(version, outcome);
        List<CompletableFuture<Settled>> waiters = deploys.remove(version);
        if (waiters != null) for (CompletableFuture<Settled> waiter : List.copyOf(waiters)) waiter.complete(outcome);
    }

    CompletionStage<Boolean> gone(String name, boolean already) {
        if (already) return CompletableFuture.completedStage(true);
        return waiting(removals.computeIfAbsent(name, _ -> new ArrayList<>()), () -> false);
    }

    void forgotten(String name) {
        List<CompletableFuture<Boolean>> waiters = removals.remove(name);
        if (waiters != null) for (CompletableFuture<Boolean> waiter : List.copyOf(waiters)) waiter.complete(true);
    }

    private <T> CompletionStage<T> waiting(List<CompletableFuture<T>> among, Supplier<T> nothingNew) {
        var waiter = new CompletableFuture<T>();
        among.add(waiter);
        Future<?> end = loop.schedule(() -> waiter.complete(nothingNew.get()), LONGEST_SECONDS, TimeUnit.SECONDS);
        var _ = waiter.whenComplete((_, _) -> {
            end.cancel(false);
            among.removeIf(CompletableFuture::isDone);
        });
        return waiter;
    }
}
