package io.mobula.control.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Many ask at once whether something still holds; one round answers all who asked before it began.
 *
 * <p>Thread safety: any thread.
 */
final class Confirmations {
    private final Supplier<CompletionStage<?>> round;

    /** Of those who asked while a round was under way; its end begins the next. */
    private CompletableFuture<Void> waiting = new CompletableFuture<>();

    private boolean underWay;
    private boolean wanted;

    Confirmations(Supplier<CompletionStage<?>> round) {
        this.round = round;
    }

    CompletionStage<Void> next() {
        CompletableFuture<Void> answer;
        synchronized (this) {
            answer = waiting;
            wanted = true;
            if (underWay) return answer;
        }
        begin();
        return answer;
    }

    private void begin() {
        CompletableFuture<Void> asked;
        synchronized (this) {
            if (underWay || !wanted) return;
            underWay = true;
            wanted = false;
            asked = waiting;
            waiting = new CompletableFuture<>();
        }
        var _ = round.get().whenComplete((_, failure) -> {
            synchronized (this) {
                underWay = false;
            }
            begin();
            if (failure == null) asked.complete(null);
            else asked.completeExceptionally(failure);
        });
    }
}
