package io.mobula.call;

import static io.mobula.call.TestPlane.NODE;
import static io.mobula.call.TestPlane.deadline;
import static io.mobula.call.TestPlane.number;
import static io.mobula.call.TestPlane.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strangers at the listener: each loses its own connection, and a good peer is served as before. */
class ListenerFuzzTest {
    private static final int STRANGERS = 300;
    private static final ProcessId STRANGER = ProcessId.driver(77);
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private TestPlane plane;

    @BeforeEach
    void open() throws IOException {
        SessionHandler echo = new TestPlane.OnFrame() {
            @Override
            public void received(Session session, ByteBuffer frame) {
                session.send(number(number(frame)));
            }

            @Override
            public void ended(Session session, String reason) {
                ends.add(reason);
            }
        };
        plane = new TestPlane(
                echo, () -> false, (TestPlane.OnFrame) (s, f) -> answers.incrementAndGet(), SessionLimits.DEFAULT);
    }

    @AfterEach
    void close() throws IOException {
        plane.close();
    }

    private void assertServed() throws InterruptedException {
        int wanted = answers.get() + 1;
        plane.toNode().send(number(1));
        assertTrue(plane.toNode().await(() -> answers.get() >= wanted, deadline()));
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(plane.listener.address().resolve());
    }

    @Test
    void randomAndCutHandshakesCostTheirOwnConnectionOnly() throws Exception {
        Random random = new Random(42);
        byte[] good = HandshakeCodec.encode(
                new Hello(VersionRange.CURRENT, TestPlane.dialer(STRANGER).self(), new Purpose.Open(NODE, 99)));
        for (int i = 0; i < STRANGERS; i++) {
            try (SocketChannel stranger = connect()) {
                ByteBuffer bytes = ByteBuffer.allocate(8 + good.length);
                switch (i % 4) {
                    case 0 -> random.nextBytes(bytes.array());
                    case 1 -> framed(bytes, good).limit(random.nextInt(bytes.capacity()));
                    case 2 -> framed(bytes, good).put(8 + random.nextInt(good.length), (byte) random.nextInt());
                    default -> framed(bytes, good).putInt(4, random.nextInt() | Integer.MIN_VALUE);
                }
                stranger.write(bytes.position(0));
            }
            if (i % 50 == 0) assertServed();
        }
        assertServed();
    }

    private static ByteBuffer framed(ByteBuffer bytes, byte[] message) {
        return bytes.put("MBLA".getBytes(StandardCharsets.US_ASCII))
                .putInt(message.length)
                .put(message)
                .flip();
    }

    @Test
    void moreSilentStrangersThanHandshakesAreAllowedOnlyDelayOthers() throws Exception {
        assertServed();
        SocketChannel[] silent = new SocketChannel[Listener.MAX_HANDSHAKES];
        try {
            for (int i = 0; i < silent.length; i++) silent[i] = connect();
            for (SocketChannel stranger : silent) stranger.write(ByteBuffer.wrap(new byte[] {'M'}));
            assertServed();
            TestPlane.dialer(STRANGER)
                    .dial(plane.listener.address(), new Purpose.Attach(), Duration.ofSeconds(40))
                    .channel()
                    .close();
        } finally {
            for (SocketChannel stranger : silent) if (stranger != null) stranger.close();
        }
    }

    @Test
    void aPeerThatBreaksTheProtocolInsideASessionEndsThatSession() throws Exception {
        long[][] frames = {
            {7L, 1, 0}, // shorter than its header
            {Integer.MAX_VALUE, 1, 0}, // longer than any frame may be
            {16, 2, 0}, // a gap
            {16, 1, 5}, // acknowledges what was never sent
        };
        String[] texts = {"announces 7 bytes", "announces 2147483647 bytes", "frame 2 came after frame 0", "frame 5"};
        for (int i = 0; i < frames.length; i++) {
            try (Conduit peer = TestPlane.dialer(STRANGER)
                    .dial(plane.listener.address(), new Purpose.Open(NODE, 1000 + i), Duration.ofSeconds(20))
                    .channel()) {
                ByteBuffer frame = ByteBuffer.allocate(Outbound.HEADER)
                        .putInt((int) frames[i][0])
                        .putLong(frames[i][1])
                        .putLong(frames[i][2])
                        .flip();
                peer.write(frame);
                int ended = i + 1;
                until("session " + i + " ends", () -> ends.size() == ended);
            }
            String reason = ends.stream().skip(i).findFirst().orElseThrow();
            assertTrue(reason.contains(texts[i]), reason);
        }
        assertEquals(frames.length, ends.size());
        assertServed();
    }
}
