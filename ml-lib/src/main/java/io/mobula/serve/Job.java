package io.mobula.serve;

import io.mobula.serve.core.Lane;
import io.mobula.serve.core.Ticket;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request in a router. */
final class Job {
    private final Object item;
    private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    private final Ticket<Job> ticket;
    /** Why its last call was lost; set before it is tried again or refused. */
    volatile @Nullable Throwable lost;

    Job(Object item, Lane lane) {
        this.item = item;
        this.ticket = new Ticket<>(this, lane);
    }

    Object item() {
        return item;
    }

    Ticket<Job> ticket() {
        return ticket;
    }

    /** Completes once, on any thread, with the answer or with what stands in its place. */
    CompletableFuture<@Nullable Object> answer() {
        return answer;
    }
}
