package io.mobula.store;

import static io.mobula.store.Samples.bytes;
import static io.mobula.store.Samples.key;
import static io.mobula.store.Samples.put;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.resource.Bytes;
import io.mobula.call.Conduit;
import io.mobula.code.BlobSource;
import io.mobula.code.CodeStore;
import io.mobula.code.Manifest;
import io.mobula.code.ShippedCode;
import io.mobula.core.id.ProcessId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkPeerTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path dir;

    private final ObjectStore objects = new ObjectStore(Bytes.mebi(64));
    private final ObjectStore none = new ObjectStore(Bytes.mebi(1));
    private final LinkedBlockingQueue<String> down = new LinkedBlockingQueue<>();
    private BulkPeer asker;
    private BulkPeer server;

    @BeforeEach
    void connectTwo() throws IOException {
        server = new BulkPeer(ProcessId.driver(1), host(objects), (_, _) -> {}, LONG);
        asker = new BulkPeer(Samples.NODE, host(none), (_, reason) -> down.add(reason), LONG);
    }

    @AfterEach
    void close() {
        asker.close();
        server.close();
    }

    private static BulkHost host(ObjectStore objects) {
        return new BulkHost(objects, _ -> Optional.empty(), Optional.empty());
    }

    private Samples.Sockets connect() throws IOException {
        Samples.Sockets sockets = Samples.sockets();
        asker.attach(sockets.dialed());
        server.attach(sockets.accepted());
        return sockets;
    }

    private static TransferException failure(CompletableFuture<?> future) {
        var failed = assertThrows(ExecutionException.class, future::get);
        return (TransferException) failed.getCause();
    }

    @Test
    void fetchesObjectsOfAnySizeInBothDirectionsAtOnce() throws Exception {
        connect();
        int[] sizes = {0, 1, BulkPeer.CHUNK_BYTES, 20 * BulkPeer.CHUNK_BYTES + 5};
        var arrivals = new ArrayList<CompletableFuture<Void>>();
        var targets = new ArrayList<byte[]>();
        put(none, 9, bytes(9, 100_000));
        byte[] back = new byte[100_000];
        for (int i = 0; i < sizes.length; i++) {
            put(objects, i, bytes(i, sizes[i]));
            targets.add(new byte[sizes[i]]);
            arrivals.add(asker.fetch(key(i), MemorySegment.ofArray(targets.get(i))));
        }
        arrivals.add(server.fetch(key(9), MemorySegment.ofArray(back)));
        for (var arrival : arrivals) arrival.get();
        for (int i = 0; i < sizes.length; i++) assertArrayEquals(bytes(i, sizes[i]), targets.get(i));
        assertArrayEquals(bytes(9, 100_000), back);
    }

    @Test
    void worksOverUnixSockets() throws Exception {
        var address = UnixDomainSocketAddress.of(dir.resolve("bulk.sock"));
        try (var listener =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            asker.attach(Conduit.plain(SocketChannel.open(address)));
            server.attach(Conduit.plain(listener.accept()));
        }
        put(objects, 1, bytes(1, 5_000_000));
        byte[] target = new byte[5_000_000];
        asker.fetch(key(1), MemorySegment.ofArray(target)).get();
        assertArrayEquals(bytes(1, 5_000_000), target);
    }

    @Test
    void bothEndsSendingAtOnceDoNotBlockEachOther() throws Exception {
        var big = new ObjectStore(Bytes.mebi(64));
        asker = new BulkPeer(Samples.NODE, host(big), (_, _) -> {}, LONG);
        connect();
        int size = 30 * BulkPeer.CHUNK_BYTES;
        put(objects, 1, bytes(1, size));
        put(big, 2, bytes(2, size));
        byte[] there = new byte[size];
        byte[] back = new byte[size];
        var first = asker.fetch(key(1), MemorySegment.ofArray(there));
        var second = server.fetch(key(2), MemorySegment.ofArray(back));
        first.get();
        second.get();
        assertArrayEquals(bytes(1, size), there);
        assertArrayEquals(bytes(2, size), back);
    }

    @Test
    void answersUnknownKeysAndWrongSizesAndGoesOn() throws Exception {
        connect();
        assertEquals(
                TransferException.Reason.NOT_FOUND,
                failure(asker.fetch(key(1), MemorySegment.ofArray(new byte[10])))
                        .reason());
        put(objects, 1, bytes(1, 1000));
        var tooLong = failure(asker.fetch(key(1), MemorySegment.ofArray(new byte[1001])));
        assertEquals(TransferException.Reason.REFUSED, tooLong.reason());
        assertTrue(tooLong.getMessage().contains("has 1000 bytes"), tooLong.getMessage());
        byte[] target = new byte[1000];
        asker.fetch(key(1), MemorySegment.ofArray(target)).get();
        assertArrayEquals(bytes(1, 1000), target);
        assertTrue(down.stream().allMatch(reason -> reason.contains("wanted")), "the connection stayed: " + down);
    }

    @Test
    void goesOnOverTheNextConnectionWithWhatIsMissing() throws Exception {
        int size = 6 * BulkPeer.CHUNK_BYTES;
        byte[] expected = bytes(1, size);
        put(objects, 1, expected);
        byte[] target = new byte[size];
        // An end that answers two chunks and hangs up.
        Samples.Sockets sockets = Samples.sockets();
        asker.attach(sockets.dialed());
        CompletableFuture<Void> arrival = asker.fetch(key(1), MemorySegment.ofArray(target));
        try (var half = new FrameChannel(sockets.accepted())) {
            var requests = new ArrayList<BulkFrame.ReadObject>();
            for (int i = 0; i < 6; i++)
                requests.add((BulkFrame.ReadObject) half.read().orElseThrow());
            var twoChunks = new BulkServer(host(objects));
            for (int i = 0; i < 2; i++) twoChunks.answer(requests.get(i), half);
        }
        assertEquals("the other end closed the connection", down.take());
        assertFalse(arrival.isDone());
        long sentBefore = objects.stats().movedOutBytes();
        connect();
        arrival.get();
        assertArrayEquals(expected, target);
        assertEquals(2L * BulkPeer.CHUNK_BYTES, sentBefore);
        assertEquals(size, objects.stats().movedOutBytes(), "no chunk came twice");
    }

    @Test
    void failsWhatWaitsWhenThePeerIsGivenUp() throws Exception {
        CompletableFuture<Void> waiting = asker.fetch(key(1), MemorySegment.ofArray(new byte[10]));
        asker.close("node-1.1 died: UNREACHABLE");
        TransferException gone = failure(waiting);
        assertEquals(TransferException.Reason.PEER_GONE, gone.reason());
        assertEquals("Bytes from node-1.1 did not come: node-1.1 died: UNREACHABLE [PEER_GONE]", gone.getMessage());
        assertEquals(
                TransferException.Reason.PEER_GONE,
                failure(asker.fetch(key(2), MemorySegment.ofArray(new byte[10])))
                        .reason());
        Samples.Sockets late = Samples.sockets();
        asker.attach(late.dialed());
        assertEquals(-1, late.accepted().read(ByteBuffer.allocate(1)), "a late connection is closed");
    }

    @Test
    void failsWhatWaitsWhenNoConnectionComesWithinTheGrace() throws Exception {
        asker = new BulkPeer(Samples.NODE, host(none), (_, reason) -> down.add(reason), Duration.ofMillis(20));
        TransferException gone = failure(asker.fetch(key(1), MemorySegment.ofArray(new byte[10])));
        assertEquals(TransferException.Reason.PEER_GONE, gone.reason());
        assertTrue(gone.getMessage().contains("no connection for 20 ms"), gone.getMessage());
        assertEquals(1, down.size());
        // A later one has its own grace and its own call for a connection.
        put(objects, 1, bytes(1, 10));
        asker = new BulkPeer(Samples.NODE, host(none), (_, reason) -> down.add(reason), LONG);
        CompletableFuture<Void> later = asker.fetch(key(1), MemorySegment.ofArray(new byte[10]));
        assertEquals(2, down.size());
        connect();
        later.get();
    }

    @Test
    void bringsAndOffersBlobs() throws Exception {
        Path classes = Files.createDirectories(dir.resolve("classes"));
        Files.write(classes.resolve("data.bin"), bytes(1, 9_000_001));
        ShippedCode code = ShippedCode.of(List.of(classes));
        Manifest.Entry entry = code.manifest().entries().getFirst();
        CodeStore store = CodeStore.open(dir.resolve("code"), Bytes.mebi(20), List.of());
        BlobSource nothing = _ -> Optional.empty();
        BulkPeer driver = new BulkPeer(Samples.NODE, new BulkHost(none, code, Optional.empty()), (_, _) -> {}, LONG);
        BulkPeer node =
                new BulkPeer(ProcessId.driver(1), new BulkHost(none, nothing, Optional.of(store)), (_, _) -> {}, LONG);
        Samples.Sockets sockets = Samples.sockets();
        driver.attach(sockets.dialed());
        node.attach(sockets.accepted());
        try (driver;
                node) {
            var copy = new ByteArrayOutputStream();
            node.fetch(entry, copy);
            assertEquals(entry.sizeBytes(), copy.size());

            driver.sendBlob(entry).get();
            store.use(entry.sha256()).orElseThrow().close();
            driver.sendBlob(entry).get(); // it is there already

            var unknown = new Manifest.Entry("x.jar", "0".repeat(64), 10);
            assertThrows(TransferException.class, () -> node.fetch(unknown, new ByteArrayOutputStream()));
            assertEquals(
                    TransferException.Reason.REFUSED,
                    failure(driver.sendBlob(unknown)).reason());
            assertEquals(
                    TransferException.Reason.REFUSED,
                    failure(node.sendBlob(entry)).reason());
        }
    }

    @Test
    void anObjectFreedOnTheWayIsNotFoundAndWritesNothingLater() throws Exception {
        Samples.Sockets sockets = Samples.sockets();
        asker.attach(sockets.dialed());
        CompletableFuture<Void> arrival =
                asker.fetch(key(1), MemorySegment.ofArray(new byte[3 * BulkPeer.CHUNK_BYTES]));
        try (var other = new FrameChannel(sockets.accepted())) {
            var first = (BulkFrame.ReadObject) other.read().orElseThrow();
            var second = (BulkFrame.ReadObject) other.read().orElseThrow();
            other.write(new BulkFrame.NotFound(first.id(), "object"));
            other.write(new BulkFrame.NotFound(second.id(), "object"));
            var third = (BulkFrame.ReadObject) other.read().orElseThrow();
            assertFalse(arrival.isDone(), "a chunk may still be written to the target");
            other.write(new BulkFrame.NotFound(third.id(), "object"));
            assertEquals(TransferException.Reason.NOT_FOUND, failure(arrival).reason());
        }
    }
}
