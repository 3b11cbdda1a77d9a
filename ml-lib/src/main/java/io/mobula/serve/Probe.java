package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.error.ActorDiedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The controller's eye on one replica. Confined to the controller's loop. */
final class Probe {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MISSES_ALLOWED = 2;

    sealed interface Finding {
        record Answered(String replica) implements Finding {}

        record Drained(String replica) implements Finding {}

        /** It is dead, or has failed its health check too often. */
        record Lost(String replica, Throwable error) implements Finding {}
    }

    private final String id;
    private final ActorHandle<Replica> handle;
    private final Executor loop;
    private final Consumer<Finding> findings;
    private boolean asking;
    private long askedNanos = System.nanoTime();
    private int misses;
    private boolean over;
    private Replica.@Nullable Report report;

    Probe(String id, ActorHandle<Replica> handle, Executor loop, Consumer<Finding> findings) {
        this.id = id;
        this.handle = handle;
        this.loop = loop;
        this.findings = findings;
    }

    ActorHandle<Replica> handle() {
        return handle;
    }

    Optional<Replica.Report> report() {
        return Optional.ofNullable(report);
    }

    void tick(long nowNanos) {
        if (nowNanos - askedNanos >= EVERY_NANOS) ask();
    }

    /** Before the first answer it waits for the user's factory, however long that takes: the deploy has a limit of its own. */
    void ask() {
        if (asking || over) return;
        asking = true;
        askedNanos = System.nanoTime();
        ActorHandle<Replica> control = handle.withGroup(Starter.CONTROL);
        if (report != null) control = control.withTimeout(PATIENCE);
        var _ = control.call(Replica::report).toCompletableFuture().whenCompleteAsync(this::answered, loop);
    }

    private void answered(Replica.@Nullable Report answer, @Nullable Throwable error) {
        asking = false;
        if (over) return;
        if (answer != null && answer.unhealthy().isEmpty()) {
            report = answer;
            misses = 0;
            findings.accept(new Finding.Answered(id));
            return;
        }
        Throwable why = error == null
                ? new IllegalStateException("unhealthy: " + (answer == null ? "" : answer.unhealthy()))
                : Errors.unwrapped(error);
        if (answer != null) report = answer;
        if (why instanceof ActorDiedException || ++misses > MISSES_ALLOWED) findings.accept(new Finding.Lost(id, why));
    }

    void drain() {
        var _ = handle.withGroup(Starter.CONTROL)
                .callAsync(Replica::drain)
                .toCompletableFuture()
                .whenCompleteAsync(
                        (_, error) -> {
                            if (over) return;
                            findings.accept(error == null ? new Finding.Drained(id) : new Finding.Lost(id, error));
                        },
                        loop);
    }

    void kill() {
        over = true;
        handle.kill();
    }
}
