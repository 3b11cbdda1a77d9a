package io.mobula.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.certificate.TestAuthority;
import io.mobula.tls.Credentials;
import io.mobula.tls.TlsRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS as a conduit: what a plain socket does, and how it ends. */
class TlsConduitTest {
    private static final int SECONDS = 30;

    @TempDir
    private Path dir;

    private Conduit dialed;
    private Conduit accepted;

    @BeforeEach
    void open() throws Exception {
        Credentials own = TestAuthority.in(dir).credentials("left");
        try (var server = ServerSocketChannel.open().bind(TestPlane.loopback())) {
            SocketChannel from = SocketChannel.open(server.getLocalAddress());
            SocketChannel to = server.accept();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            var answering = CompletableFuture.supplyAsync(() -> secure(to, own, deadline));
            dialed = TlsHandshake.on(from, own.dialing(), deadline);
            accepted = answering.get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Conduit secure(SocketChannel socket, Credentials own, long deadline) {
        try {
            return TlsHandshake.on(socket, own.answeringAnyone(), deadline);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        dialed.close();
        accepted.close();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] readAll(Conduit from, int size, int room) {
        ByteBuffer all = ByteBuffer.allocate(size);
        try {
            while (all.hasRemaining()) {
                ByteBuffer part = all.slice(all.position(), Math.min(room, all.remaining()));
                int n = from.read(part);
                if (n < 0) throw new AssertionError("an end before the last byte");
                all.position(all.position() + n);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return all.array();
    }

    private static byte[] answer(CompletableFuture<byte[]> reading)
            throws ExecutionException, InterruptedException, TimeoutException {
        return reading.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void severalBuffersArriveInOrderIntoRoomOfAnySize() throws Exception {
        for (int room : new int[] {1, 7, 4_096, 100_000}) {
            byte[] head = random(13);
            byte[] body = random(room == 1 ? 20_000 : 300_000);
            var reading = CompletableFuture.supplyAsync(() -> readAll(accepted, head.length + body.length, room));
            dialed.write(new ByteBuffer[] {ByteBuffer.wrap(head), ByteBuffer.wrap(body)});
            byte[] all = answer(reading);
            assertArrayEquals(head, Arrays.copyOf(all, head.length));
            assertArrayEquals(body, Arrays.copyOfRange(all, head.length, all.length));
        }
    }

    @Test
    void whatAFullSocketDidNotTakeIsNotCountedAsWrittenAndComesOnce() throws Exception {
        dialed.socket().configureBlocking(false);
        byte[] sent = random(24 << 20);
        ByteBuffer bytes = ByteBuffer.wrap(sent);
        while (dialed.write(bytes) > 0) {} // until the socket is full
        assertTrue(bytes.hasRemaining(), "a socket took 24 MiB that nobody reads");
        int before = bytes.position();
        assertEquals(0, dialed.write(bytes));
        assertEquals(before, bytes.position());

        var reading = CompletableFuture.supplyAsync(() -> readAll(accepted, sent.length, 1 << 16));
        while (bytes.hasRemaining()) if (dialed.write(bytes) == 0) Thread.onSpinWait();
        assertArrayEquals(sent, answer(reading));
    }

    @Test
    void whatIsBufferedIsSaidBeforeAnybodySleepsOnTheSocket() throws Exception {
        dialed.write(ByteBuffer.wrap(random(1_000)));
        assertEquals(10, accepted.read(ByteBuffer.allocate(10)));
        assertTrue(accepted.hasBuffered());
        readAll(accepted, 990, 990);
        accepted.socket().configureBlocking(false);
        assertEquals(0, accepted.read(ByteBuffer.allocate(10)));
        assertFalse(accepted.hasBuffered());
    }

    @Test
    void aFarewellIsTheEndAndStaysIt() throws Exception {
        dialed.write(ByteBuffer.wrap(random(100)));
        // A socket closed with something unread resets its connection, and TLS brings tickets unasked.
        dialed.socket().configureBlocking(false);
        assertEquals(0, dialed.read(ByteBuffer.allocate(1)));
        dialed.socket().configureBlocking(true);
        dialed.close();
        readAll(accepted, 100, 100);
        assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
        assertEquals(-1, accepted.read(ByteBuffer.allocate(1)));
    }

    @Test
    void aConnectionThatIsCutIsToldFromOneThatEnded() throws Exception {
        dialed.write(ByteBuffer.wrap(random(100)));
        dialed.socket().shutdownOutput();
        readAll(accepted, 100, 100);
        var cut = assertThrows(TlsRefusedException.class, () -> accepted.read(ByteBuffer.allocate(1)));
        assertTrue(cut.getMessage().contains("no farewell"), cut.getMessage());
    }

    @Test
    void aByteChangedOnTheWayEndsTheConnection() throws Exception {
        ByteBuffer record = ByteBuffer.allocate(5 + 64)
                .put((byte) 0x17)
                .putShort((short) 0x0303)
                .putShort((short) 64);
        dialed.socket().write(record.rewind());
        assertThrows(IOException.class, () -> accepted.read(ByteBuffer.allocate(100)));
    }

    @Test
    void aCloseDoesNotWaitForAPeerThatReadsNothing() throws Exception {
        var writing = CompletableFuture.runAsync(() -> {
            try {
                while (true) dialed.write(ByteBuffer.wrap(new byte[1 << 16]));
            } catch (IOException closed) {
                // what the close brings about
            }
        });
        assertTrue(isStuck(writing));
        dialed.close();
        writing.get(SECONDS, TimeUnit.SECONDS);
    }

    private static boolean isStuck(CompletableFuture<Void> writing) {
        try {
            writing.get(300, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException stillThere) {
            return true;
        } catch (InterruptedException | ExecutionException e) {
            return false;
        }
    }
}
