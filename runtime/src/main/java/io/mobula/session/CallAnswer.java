package io.mobula.session;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyRun;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** The answer of one call on its way out. */
record CallAnswer(ActorLife life, HostedTask call, Engine engine, long begunNanos) {
    Outcome of(@Nullable Object value) {
        Payloads payloads = engine.payloads();
        try {
            return payloads.answer(call, Results.ofCall(value, payloads.name(call)));
        } catch (Throwable unshippable) {
            return failed(unshippable);
        }
    }

    Outcome failed(Throwable thrown) {
        return Invoker.failed(engine.payloads(), call, life.node(), thrown);
    }

    /** To the core. */
    void give(Outcome outcome) {
        engine.process().ranOn(call, outcome, begunNanos);
    }

    /** When the stage has ended; the lane goes on meanwhile. Null, unless it has ended already. */
    @Nullable
    Outcome later(@Nullable Object returned, BodyRun run, @Nullable Snapshots saving) {
        if (!(returned instanceof CompletionStage<?> stage)) {
            return ended(
                    null,
                    new NullPointerException(engine.payloads().name(call) + " returned null and no stage"),
                    saving);
        }
        engine.process().core().stageReturned(call);
        run.whenInterrupted(() -> ForkJoinPool.commonPool().execute(() -> cancel(stage)));
        stage.whenComplete((value, failure) -> {
            Outcome outcome = ended(value, failure, saving);
            if (outcome != null) give(outcome);
        });
        return null;
    }

    /** Null if a snapshot has to be saved first. */
    private @Nullable Outcome ended(@Nullable Object value, @Nullable Throwable failure, @Nullable Snapshots saving) {
        Outcome outcome = failure == null ? of(value) : failed(cause(failure));
        if (saving == null) return outcome;
        saving.afterStage(call, outcome, this::give);
        return null;
    }

    /** What the user's code threw, without what stages put around it. */
    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static void cancel(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException itsOwnKind) {
            // Its end is awaited, whoever wants it.
        }
    }
}
