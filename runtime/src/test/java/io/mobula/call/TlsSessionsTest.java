package io.mobula.call;

import static io.mobula.call.TestPlane.deadline;
import static io.mobula.call.TlsPlane.LEFT;
import static io.mobula.call.TlsPlane.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over TLS: the same promises as over a plain socket. */
class TlsSessionsTest {
    private static final int FRAMES = 2_000;
    private static final int LARGEST = 70_000;

    @TempDir
    private Path dir;

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicLong answeredBytes = new AtomicLong();
    private TlsPlane plane;
    private Sessions right;

    @BeforeEach
    void open() {
        plane = new TlsPlane(dir, (TestPlane.OnFrame) (session, frame) -> session.send(bytes(frame)));
        right = plane.sessions(
                plane.node(RIGHT, plane.authority.credentials("right")), (TestPlane.OnFrame) (_, frame) -> {
                    answeredBytes.addAndGet(bytes(frame).getValue().size());
                    answers.incrementAndGet();
                });
    }

    @AfterEach
    void close() {
        right.close();
        plane.close();
    }

    private static BytesValue bytes(ByteBuffer frame) {
        try {
            return BytesValue.parseFrom(frame);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("a frame came out other than it went in", e);
        }
    }

    private static BytesValue random(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return BytesValue.of(ByteString.copyFrom(bytes));
    }

    @Test
    void oneAtATimeIsAnswered() throws InterruptedException {
        Session session = right.sessionTo(LEFT);
        for (int i = 1; i <= 200; i++) {
            int wanted = i;
            session.send(BytesValue.of(ByteString.copyFromUtf8("x".repeat(i))));
            assertTrue(session.await(() -> answers.get() >= wanted, deadline()));
        }
    }

    @Test
    void manyOfAllSizesComeBackWholeWithFullSocketsBothWays() throws InterruptedException {
        Session session = right.sessionTo(LEFT);
        var random = new Random(7);
        long sent = 0;
        for (int i = 0; i < FRAMES; i++) {
            int size = random.nextInt(LARGEST);
            sent += size;
            session.send(random(random, size));
        }
        assertTrue(session.await(() -> answers.get() == FRAMES, deadline()));
        assertEquals(sent, answeredBytes.get());
    }

    @Test
    void aConnectionThatBreaksAgainAndAgainLosesAndRepeatsNothing() throws InterruptedException {
        var session = (SocketSession) right.sessionTo(LEFT);
        var random = new Random(8);
        for (int i = 1; i <= FRAMES; i++) {
            session.send(random(random, random.nextInt(3_000)));
            if (i % 100 == 0) session.cut();
        }
        assertTrue(session.await(() -> answers.get() >= FRAMES, deadline()));
        assertEquals(FRAMES, answers.get());
    }

    @Test
    void anAnswerThatComesWhileNobodyWaitsIsDelivered() {
        right.sessionTo(LEFT).send(BytesValue.of(ByteString.copyFromUtf8("x".repeat(50_000))));
        right.sessionTo(LEFT).flush();
        TestPlane.until("the answer is there", () -> answers.get() == 1);
    }
}
