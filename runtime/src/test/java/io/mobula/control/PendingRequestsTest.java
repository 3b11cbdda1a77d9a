package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingRequestsTest {
    private final PendingRequests pending = new PendingRequests("127.0.0.1:1");

    private static PendingRequests.Pending request(int number, ToLeader.Ask ask) {
        return new PendingRequests.Pending(new UUID(0, number), ask, new CompletableFuture<>(), 0, 1_000);
    }

    private static PendingRequests.Pending directed(int number) {
        return request(number, new ToLeader.Ask.AskDirectory(new DirectoryRequest.FindActor("default", "x")));
    }

    private static List<Long> numbers(List<PendingRequests.Pending> requests) {
        return requests.stream()
                .map(one -> one.request().getLeastSignificantBits())
                .toList();
    }

    @Test
    void aWindowOfDirectoryRequestsIsUnderWayAndOthersDoNotWaitForIt() {
        IntStream.range(0, PendingRequests.WINDOW + 2).forEach(number -> pending.add(directed(number)));
        assertEquals(PendingRequests.WINDOW, pending.fresh(0).size());
        pending.add(request(1_000, new ToLeader.Ask.FindJob(ProcessId.driver(1))));
        assertEquals(List.of(1_000L), numbers(pending.fresh(0)));

        pending.answered(new UUID(0, 5));
        assertEquals(List.of((long) PendingRequests.WINDOW), numbers(pending.fresh(0)), "in the order they came");
        assertEquals(List.of(), pending.fresh(0));
    }

    @Test
    void whatHasNoAnswerIsSentAgainAfterATime() {
        pending.add(directed(1));
        pending.fresh(0);
        assertEquals(List.of(), pending.unanswered(100, 99));
        assertEquals(List.of(1L), numbers(pending.unanswered(100, 100)));
        assertEquals(List.of(), pending.unanswered(100, 199));
        pending.answered(new UUID(0, 1));
        assertEquals(List.of(), pending.unanswered(100, 300));
    }

    @Test
    void anExpiredRequestLeavesTheWindow() {
        IntStream.range(0, PendingRequests.WINDOW).forEach(number -> pending.add(directed(number)));
        pending.fresh(0);
        var late = directed(1_000);
        pending.add(late);
        pending.expire(1_000);
        assertTrue(late.answer().isCompletedExceptionally());
        pending.add(directed(1_001));
        assertEquals(List.of(1_001L), numbers(pending.fresh(1_000)));
    }
}
