package io.mobula.train.collective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.train.collective.CollectiveException.Reason;
import io.mobula.train.collective.Groups.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CollectiveFailureTest {
    private static final Duration SOON = Duration.ofMillis(300);

    private static CollectiveException failure(Future<?> end) {
        ExecutionException thrown = assertThrows(ExecutionException.class, end::get);
        return assertInstanceOf(CollectiveException.class, thrown.getCause());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void allRanksLearnWhichRankFailedAndWhy(Way way) {
        List<Future<Boolean>> ends = Groups.run(way, 4, Groups.PATIENCE, member -> {
            var values = new float[1_000_000];
            member.collective().allReduce(values, Op.SUM);
            if (member.collective().rank() == 2) throw new IllegalStateException("out of paper");
            member.collective().allReduce(values, Op.SUM);
            return true;
        });
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(ExecutionException.class, ends.get(2)::get).getCause());
        for (int rank : List.of(0, 1, 3)) {
            CollectiveException seen = failure(ends.get(rank));
            assertEquals(OptionalInt.of(2), seen.blamed(), seen.getMessage());
            assertTrue(seen.isCollateral());
            assertTrue(
                    seen.getMessage().contains("rank 2 (node-2)")
                            && seen.getMessage().contains("out of paper"),
                    seen.getMessage());
        }
    }

    @Test
    void aRankThatEndsEarlyIsNamed() {
        List<Future<Boolean>> ends = Groups.run(Way.UNIX, 2, Groups.PATIENCE, member -> {
            if (member.collective().rank() == 0) member.collective().barrier();
            return true;
        });
        assertTrue(failure(ends.get(0)).getMessage().contains("rank 1 (node-1) ended its loop"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aRankThatDoesNotComeIsNamedAfterTheTimeout(Way way) {
        var bothGone = new CountDownLatch(2);
        List<Future<Boolean>> ends = Groups.run(way, 3, SOON, member -> {
            if (member.collective().rank() == 1) return bothGone.await(30, TimeUnit.SECONDS);
            try {
                member.collective().allReduce(new float[100_000], Op.SUM);
                return true;
            } finally {
                bothGone.countDown();
            }
        });
        CollectiveException seen = failure(ends.get(2));
        assertEquals(Reason.TIMED_OUT, seen.reason());
        assertTrue(
                seen.getMessage()
                        .startsWith(
                                "all-reduce 1 (100,000 elements) is stuck at rank 2 (node-2): nothing came from rank 1 (node-1)"),
                seen.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void differentCallsAreToldApart(Way way) {
        List<Future<Boolean>> ends = Groups.run(way, 2, Groups.PATIENCE, member -> {
            int length = member.collective().rank() == 0 ? 100_000 : 100_001;
            member.collective().allReduce(new float[length], Op.SUM);
            return true;
        });
        List<CollectiveException> seen = List.of(failure(ends.get(0)), failure(ends.get(1)));
        CollectiveException mismatch = seen.stream()
                .filter(each -> each.reason() == Reason.MISMATCH)
                .findFirst()
                .orElseThrow();
        assertTrue(
                mismatch.getMessage().contains("100,000 elements")
                        && mismatch.getMessage().contains("100,001 elements"),
                mismatch.getMessage());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anAbortFromOutsideEndsTheCallAtOnce(Way way) throws Exception {
        var waiting = new CompletableFuture<Membership>();
        var over = new CountDownLatch(1);
        Thread outside = Thread.ofVirtual()
                .start(() -> waiting.join().abort(CollectiveException.aborted("rank 1 (node-1) is gone: power cut")));
        List<Future<Boolean>> ends = Groups.run(way, 2, Groups.PATIENCE, member -> {
            if (member.collective().rank() == 1) return over.await(30, TimeUnit.SECONDS);
            waiting.complete(member);
            try {
                member.collective().barrier();
                return true;
            } finally {
                over.countDown();
            }
        });
        outside.join();
        CollectiveException seen = failure(ends.get(0));
        assertEquals(Reason.ABORTED, seen.reason());
        assertTrue(seen.getMessage().contains("power cut"), seen.getMessage());
    }

    @Test
    void aFailedGroupStaysFailed() {
        Groups.run(Way.MEMORY, 2, member -> {
            if (member.collective().rank() == 1) return true;
            assertThrows(CollectiveException.class, () -> member.collective().barrier());
            CollectiveException again = assertThrows(
                    CollectiveException.class, () -> member.collective().allReduce(new float[1], Op.SUM));
            assertEquals(OptionalInt.of(1), again.blamed());
            return true;
        });
    }

    @Test
    void whoeverDoesNotKnowTheTokenIsTurnedAway() {
        try (Hub one = Hub.open("node-0", "127.0.0.1", Token.random());
                Hub other = Hub.open("node-1", "127.0.0.1", Token.random())) {
            List<Endpoint> seen = List.of(Way.TCP.seen(one.endpoint()), Way.TCP.seen(other.endpoint()));
            var accepting = CompletableFuture.supplyAsync(
                    () -> assertThrows(CollectiveException.class, () -> other.join(1, seen, SOON, SOON)));
            CollectiveException dialed =
                    assertThrows(CollectiveException.class, () -> one.join(0, seen, Groups.PATIENCE, SOON));
            assertEquals(Reason.NOT_JOINED, dialed.reason());
            assertTrue(
                    accepting.join().getMessage().contains("rank 0 (node-0) did not come"),
                    accepting.join().getMessage());
        }
    }

    @Test
    void aStrangerWhoSaysNothingDelaysNobody() throws IOException {
        Token token = Token.random();
        try (Hub one = Hub.open("node-0", "127.0.0.1", token);
                Hub other = Hub.open("node-1", "127.0.0.1", token);
                SocketChannel silent = SocketChannel.open(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), other.endpoint().port()));
                SocketChannel rude = SocketChannel.open(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), other.endpoint().port()))) {
            rude.write(ByteBuffer.wrap(
                    "GET / HTTP/1.1\r\nHost: somewhere.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            List<Endpoint> seen = List.of(Way.TCP.seen(one.endpoint()), Way.TCP.seen(other.endpoint()));
            var second = CompletableFuture.supplyAsync(() -> other.join(1, seen, Groups.PATIENCE, Groups.PATIENCE));
            Membership first = one.join(0, seen, Groups.PATIENCE, Groups.PATIENCE);
            var barrier =
                    CompletableFuture.runAsync(() -> second.join().collective().barrier());
            first.collective().barrier();
            barrier.join();
            assertTrue(silent.isOpen());
            first.leave("is done");
            second.join().leave("is done");
        }
    }

    @Test
    void aTokenDoesNotPrintItself() {
        Token token = Token.random();
        assertTrue(!token.toString().contains(token.hex()) && token.hex().length() == 64);
    }
}
