package io.mobula.store;

import static io.mobula.store.Samples.bytes;
import static io.mobula.store.Samples.key;
import static io.mobula.store.Samples.put;
import static io.mobula.store.Samples.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.api.resource.Bytes;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final ObjectStore theirs = new ObjectStore(Bytes.mebi(32));
    private final ObjectStore ours = new ObjectStore(Bytes.mebi(8));
    private BulkPeer toThem;
    private BulkPeer toUs;
    private FrameChannel hand;

    @BeforeEach
    void makePeers() {
        toThem = peer(Samples.NODE, ours);
        toUs = peer(ProcessId.driver(7), theirs);
    }

    @AfterEach
    void close() {
        toThem.close();
        toUs.close();
    }

    private static BulkPeer peer(ProcessId id, ObjectStore store) {
        return new BulkPeer(
                id, new BulkHost(store, _ -> Optional.empty(), Optional.empty()), (_, _) -> {}, Duration.ofMinutes(1));
    }

    private void connect() throws IOException {
        Samples.Sockets sockets = Samples.sockets();
        toThem.attach(sockets.dialed());
        toUs.attach(sockets.accepted());
    }

    /** A peer whose answers the test gives one by one. */
    private void connectByHand() throws IOException {
        Samples.Sockets sockets = Samples.sockets();
        toThem.attach(sockets.dialed());
        hand = new FrameChannel(sockets.accepted());
    }

    private int nextAskedFor() throws IOException {
        var request = (BulkFrame.ReadObject) hand.read().orElseThrow();
        new BulkServer(new BulkHost(theirs, _ -> Optional.empty(), Optional.empty())).answer(request, hand);
        return (int) request.key().ref().run();
    }

    private Transfers transfers(int atATime, long bytesAtATime, int queued) {
        return new Transfers(ours, _ -> toThem, new TransferLimits(atATime, Bytes.of(bytesAtATime), queued));
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, future::get).getCause();
    }

    @Test
    void bringsAnObjectOnceForAllWhoAsk() throws Exception {
        Transfers transfers = transfers(4, 1 << 20, 10);
        put(theirs, 1, bytes(1, 300_000));
        List<CompletableFuture<Pin>> all = IntStream.range(0, 10)
                .mapToObj(_ -> transfers.fetch(key(1), Samples.NODE, 300_000))
                .toList();
        assertTrue(all.getLast().cancel(false));
        connect();
        for (var one : all.subList(0, 9)) {
            try (Pin pin = one.get()) {
                assertArrayEquals(bytes(1, 300_000), read(pin));
            }
        }
        transfers.fetch(key(1), Samples.NODE, 300_000).get().close();
        assertEquals(300_000, theirs.stats().movedOutBytes());
        assertEquals(300_000, ours.stats().movedInBytes());
        assertEquals(300_000, ours.stats().copyBytes());
        put(ours, 2, bytes(2, 8 << 20)); // fits only if no pin is left on the copy
    }

    @Test
    void startsSmallOnesFirstAndDoesNotStarveTheLargest() throws Exception {
        Transfers transfers = transfers(1, 1 << 20, 1000);
        var all = new ArrayList<CompletableFuture<Pin>>();
        put(theirs, 0, bytes(0, 10));
        all.add(transfers.fetch(key(0), Samples.NODE, 10)); // takes the only turn
        put(theirs, 999, bytes(999, 5000));
        all.add(transfers.fetch(key(999), Samples.NODE, 5000));
        for (int n = 1; n <= 40; n++) {
            put(theirs, n, bytes(n, 1000 - n));
            all.add(transfers.fetch(key(n), Samples.NODE, 1000 - n));
        }
        connectByHand();
        var order = new ArrayList<Integer>();
        for (int i = 0; i < all.size(); i++) order.add(nextAskedFor());
        for (var one : all) one.get().close();
        assertEquals(List.of(0, 40, 39, 38), order.subList(0, 4));
        assertEquals(1 + TransferQueue.PASSED_OVER, order.indexOf(999));
        hand.close();
    }

    @Test
    void keepsWithinItsBytesAndLetsALargerOneRunAlone() throws Exception {
        Transfers transfers = transfers(10, 1000, 1000);
        var all = new ArrayList<CompletableFuture<Pin>>();
        int[] sizes = {600, 300, 600, 5000};
        for (int n = 0; n < sizes.length; n++) {
            put(theirs, n, bytes(n, sizes[n]));
            all.add(transfers.fetch(key(n), Samples.NODE, sizes[n]));
        }
        assertEquals(900, ours.stats().usedBytes(), "two have room reserved, two wait");
        connect();
        for (var one : all) one.get().close();
        assertEquals(6500, ours.stats().usedBytes());
    }

    @Test
    void refusesMoreThanMayWait() throws Exception {
        Transfers transfers = transfers(1, 1000, 1);
        var waiting1 = transfers.fetch(key(1), Samples.NODE, 10);
        var waiting2 = transfers.fetch(key(2), Samples.NODE, 10);
        var busy = (TransferException) failure(transfers.fetch(key(3), Samples.NODE, 10));
        assertEquals(TransferException.Reason.BUSY, busy.reason());
        assertFalse(
                transfers.fetch(key(2), Samples.NODE, 10).isDone(), "one more who waits for the same is no more work");
        assertFalse(waiting1.isDone() || waiting2.isDone());
    }

    @Test
    void aFailureReachesAllWhoWaitGivesTheRoomBackAndIsNotKept() throws Exception {
        Transfers transfers = transfers(4, 1 << 20, 10);
        var first = transfers.fetch(key(1), Samples.NODE, 1000);
        var second = transfers.fetch(key(1), Samples.NODE, 1000);
        connect();
        assertEquals(TransferException.Reason.NOT_FOUND, ((TransferException) failure(first)).reason());
        assertEquals(failure(first), failure(second));
        assertEquals(0, ours.stats().usedBytes());
        put(theirs, 1, bytes(1, 1000));
        transfers.fetch(key(1), Samples.NODE, 1000).get().close();
    }

    @Test
    void passesOnThatTheStoreIsFullAlsoToALongQueue() throws Exception {
        Transfers transfers = transfers(1, Long.MAX_VALUE, 20_000);
        put(theirs, 0, bytes(0, 10));
        var first = transfers.fetch(key(0), Samples.NODE, 10);
        var refused = new ArrayList<CompletableFuture<Pin>>();
        for (int n = 1; n <= 20_000; n++) refused.add(transfers.fetch(key(n), Samples.NODE, 9 << 20));
        connect();
        first.get().close();
        for (var one : refused) assertTrue(failure(one) instanceof ObjectStoreFullException);
    }
}
