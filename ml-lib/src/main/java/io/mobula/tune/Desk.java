package io.mobula.tune;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The actor between trials and their sweep: takes notices in, hands them to the sweep's process, which dials and cannot be dialed, and brings back its replies.
 *
 * <p>It decides nothing and may be lost: whoever waits for an answer of it then asks its successor again.
 *
 * <p>Concurrency: one call at a time, as the actor's. Bounds: at most one open report for each run of a trial, and two notices not yet fetched.
 */
final class Desk {
    private record Run(int trial, int run) {}

    private final Map<Run, CompletableFuture<Reply>> open = new HashMap<>();
    private List<Notice> arrived = new ArrayList<>();
    private Optional<CompletableFuture<List<Notice>>> sweep = Optional.empty();

    // ---- by trials

    void began(Notice.Began notice) {
        pass(notice);
    }

    CompletionStage<Reply> report(Notice.Reported notice) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        open.put(new Run(notice.trial(), notice.run()), answer);
        pass(notice);
        return answer;
    }

    // ---- by the sweep

    /** Replies to those who still wait for one. */
    void reply(List<Reply> replies) {
        for (Reply reply : replies) {
            CompletableFuture<Reply> answer = open.remove(new Run(reply.trial(), reply.run()));
            if (answer != null) answer.complete(reply);
        }
    }

    /** Replies, and answers with the next notices as soon as there are any. An earlier call that still waits is answered with none. */
    CompletionStage<List<Notice>> exchange(List<Reply> replies) {
        reply(replies);
        sweep.ifPresent(earlier -> earlier.complete(List.of()));
        CompletableFuture<List<Notice>> next = new CompletableFuture<>();
        sweep = Optional.of(next);
        handOver();
        return next;
    }

    /** Replies for the last time, and lets the exchange that still waits end. */
    void close(List<Reply> replies) {
        reply(replies);
        sweep.ifPresent(waiting -> waiting.complete(List.of()));
        sweep = Optional.empty();
    }

    private void pass(Notice notice) {
        arrived.add(notice);
        handOver();
    }

    private void handOver() {
        if (arrived.isEmpty() || sweep.isEmpty()) return;
        List<Notice> all = List.copyOf(arrived);
        CompletableFuture<List<Notice>> waiting = sweep.get();
        arrived = new ArrayList<>();
        sweep = Optional.empty();
        waiting.complete(all);
    }
}
