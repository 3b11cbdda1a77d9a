package io.mobula.call;

import static io.mobula.call.TestPlane.NODE;
import static io.mobula.call.TestPlane.deadline;
import static io.mobula.call.TestPlane.ignore;
import static io.mobula.call.TestPlane.number;
import static io.mobula.call.TestPlane.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final TestPlane.OnFrame ECHO = (session, frame) -> session.send(number(number(frame)));

    @Test
    void deliversEachFrameOnceInOrderWhileTheConnectionIsCutEveryFewMilliseconds() throws Exception {
        int frames = 100_000;
        AtomicLong next = new AtomicLong();
        AtomicInteger inHandler = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        TestPlane.OnFrame inOrder = (session, frame) -> {
            if (inHandler.incrementAndGet() != 1) wrong.add("handler calls overlap");
            long value = number(frame);
            long expected = next.getAndIncrement();
            if (value != expected) wrong.add("expected " + expected + ", got " + value);
            inHandler.decrementAndGet();
        };
        try (TestPlane plane = new TestPlane(ECHO, () -> false, inOrder, SessionLimits.DEFAULT)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger cuts = new AtomicInteger();
            Thread chaos = Thread.ofPlatform().daemon().start(() -> {
                while (!stop.get()) {
                    LockSupport.parkNanos(3_000_000);
                    List<Session> sessions = new ArrayList<>(plane.driver.open());
                    if ((cuts.get() & 1) == 1) sessions = plane.node.open();
                    for (Session each : sessions) {
                        SocketSession session = (SocketSession) each;
                        if (session.isConnected()) cuts.incrementAndGet();
                        session.cut();
                    }
                }
            });
            Session session = plane.toNode();
            for (int i = 0; i < frames; i++) {
                session.send(number(i));
                long sent = i;
                if (i % 500 == 0) assertTrue(session.await(() -> next.get() >= sent - 5000, deadline()));
            }
            assertTrue(session.await(() -> next.get() >= frames, deadline()), () -> "received " + next.get());
            stop.set(true);
            chaos.join();
            assertEquals(List.of(), List.copyOf(wrong));
            assertEquals(frames, next.get());
            assertTrue(cuts.get() >= 5, "connections were cut: " + cuts.get());
        }
    }

    @Test
    void manyThreadsAwaitTheirOwnAnswersOnOneSession() throws Exception {
        int threads = 8;
        int calls = 2_000;
        AtomicLong[] answered = new AtomicLong[threads];
        for (int i = 0; i < threads; i++) answered[i] = new AtomicLong();
        TestPlane.OnFrame count = (session, frame) -> answered[(int) number(frame)].incrementAndGet();
        try (TestPlane plane = new TestPlane(ECHO, () -> false, count, SessionLimits.DEFAULT)) {
            Session session = plane.toNode();
            Queue<String> wrong = new ConcurrentLinkedQueue<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int self = i;
                Runnable caller = () -> {
                    try {
                        for (int n = 1; n <= calls; n++) {
                            int wanted = n;
                            session.send(number(self));
                            if (!session.await(() -> answered[self].get() >= wanted, deadline())) {
                                wrong.add("thread " + self + " never got answer " + n);
                                return;
                            }
                        }
                    } catch (InterruptedException e) {
                        wrong.add("interrupted");
                    }
                };
                callers.add(
                        self % 2 == 0
                                ? Thread.startVirtualThread(caller)
                                : Thread.ofPlatform().start(caller));
            }
            for (Thread caller : callers) caller.join();
            assertEquals(List.of(), List.copyOf(wrong));
        }
    }

    @Test
    void answersNobodyAwaitsArriveByThemselvesEvenAfterAPause() throws Exception {
        AtomicLong answered = new AtomicLong();
        TestPlane.OnFrame count = (session, frame) -> answered.incrementAndGet();
        try (TestPlane plane = new TestPlane(ECHO, () -> false, count, SessionLimits.DEFAULT)) {
            DialedSession session = (DialedSession) plane.toNode();
            for (int i = 1; i <= 5; i++) {
                long wanted = i;
                session.send(number(0));
                until("answer " + i, () -> answered.get() == wanted);
                until("the background thread sleeps in the selector", () -> session.reading.isLocked());
            }
        }
    }

    @Test
    void fullSocketsInBothDirectionsDoNotStopEither() throws Exception {
        int frames = 2_000;
        ByteString payload = ByteString.copyFrom(new byte[50_000]);
        AtomicInteger atNode = new AtomicInteger();
        AtomicInteger atDriver = new AtomicInteger();
        // Each frame that arrives is answered from inside the handler by one as long.
        TestPlane.OnFrame answer = (session, frame) -> {
            atNode.incrementAndGet();
            session.send(BytesValue.of(payload));
        };
        TestPlane.OnFrame count = (session, frame) -> atDriver.incrementAndGet();
        try (TestPlane plane = new TestPlane(answer, () -> false, count, SessionLimits.DEFAULT)) {
            Session session = plane.toNode();
            for (int i = 0; i < frames; i++) session.send(BytesValue.of(payload));
            assertTrue(session.await(() -> atDriver.get() == frames, deadline()), () -> "answers: " + atDriver.get());
            assertEquals(frames, atNode.get());
        }
    }

    @Test
    void aForeignSenderWaitsForTheWindowAndGoesOnWhenThePeerAcknowledges() throws Exception {
        SessionLimits small = new SessionLimits(1 << 16, 2L * Chunk.BYTES, 8L * Chunk.BYTES);
        AtomicInteger taken = new AtomicInteger();
        TestPlane.OnFrame count = (session, frame) -> taken.incrementAndGet();
        try (TestPlane plane = new TestPlane(count, () -> false, ignore(), small)) {
            plane.reachable = false;
            Session session = plane.toNode();
            BytesValue frame = BytesValue.of(ByteString.copyFrom(new byte[10_000]));
            int frames = 200;
            Thread sender = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < frames; i++) session.send(frame);
            });
            until("the sender waits", () -> sender.getState() == Thread.State.TIMED_WAITING);
            assertEquals(0, taken.get());
            plane.reachable = true;
            assertTrue(session.await(() -> taken.get() == frames, deadline()));
            sender.join();
        }
    }

    @Test
    void aHandlerThatOutrunsItsPeerBeyondTheHardBoundEndsTheSessionWithACode() throws Exception {
        SessionLimits small = new SessionLimits(1 << 16, 2L * Chunk.BYTES, 4L * Chunk.BYTES);
        Queue<String> reasons = new ConcurrentLinkedQueue<>();
        BytesValue large = BytesValue.of(ByteString.copyFrom(new byte[60_000]));
        SessionHandler flood = new TestPlane.OnFrame() {
            @Override
            public void received(Session session, ByteBuffer frame) {
                ((SocketSession) session).cut();
                for (int i = 0; i < 20; i++) session.send(large);
            }

            @Override
            public void ended(Session session, String reason) {
                reasons.add(reason);
            }
        };
        try (TestPlane plane = new TestPlane(flood, () -> false, ignore(), small)) {
            plane.toNode().send(number(1));
            until("the session ends", () -> !reasons.isEmpty());
            assertTrue(reasons.peek().contains("SESSION_OVERFLOW"), reasons.toString());
        }
    }

    @Test
    void aSlowBodyLosesTheLaneSoThatTheNextFrameIsServedMeanwhile() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Queue<Runnable> bodies = new ConcurrentLinkedQueue<>();
        SessionHandler atNode = (TestPlane.OnFrame) (session, frame) -> {
            long n = number(frame);
            bodies.add(() -> {
                if (n == 1) awaitLatch(release);
                session.send(number(n));
            });
        };
        LaneWork work = () -> {
            Runnable body = bodies.poll();
            if (body == null) return false;
            body.run();
            return true;
        };
        Queue<Long> answers = new ConcurrentLinkedQueue<>();
        TestPlane.OnFrame collect = (session, frame) -> answers.add(number(frame));
        try (TestPlane plane = new TestPlane(atNode, work, collect, SessionLimits.DEFAULT)) {
            Session session = plane.toNode();
            session.send(number(1));
            session.flush();
            session.send(number(2));
            assertTrue(session.await(() -> answers.contains(2L), deadline()));
            assertFalse(answers.contains(1L));
            release.countDown();
            assertTrue(session.await(() -> answers.contains(1L), deadline()));
        }
    }

    @Test
    void aBodyThatAwaitsOnItsOwnSessionGetsTheFrameItWaitsFor() throws Exception {
        Queue<Runnable> bodies = new ConcurrentLinkedQueue<>();
        AtomicBoolean second = new AtomicBoolean();
        AtomicBoolean answered = new AtomicBoolean();
        TestPlane.OnFrame atNode = (session, frame) -> {
            if (number(frame) == 2) second.set(true);
            else
                bodies.add(() -> {
                    try {
                        session.send(number(9)); // asks the driver, which answers 2
                        if (session.await(second::get, deadline())) session.send(number(10));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        };
        LaneWork work = () -> {
            Runnable body = bodies.poll();
            if (body != null) body.run();
            return body != null;
        };
        TestPlane.OnFrame atDriver = (session, frame) -> {
            if (number(frame) == 9) session.send(number(2));
            else answered.set(true);
        };
        try (TestPlane plane = new TestPlane(atNode, work, atDriver, SessionLimits.DEFAULT)) {
            plane.toNode().send(number(1));
            assertTrue(plane.toNode().await(answered::get, deadline()));
        }
    }

    @Test
    void aClosedSessionEndsOnBothSidesOnceAndTheNextOneIsNew() throws Exception {
        Queue<String> atNode = new ConcurrentLinkedQueue<>();
        Queue<String> atDriver = new ConcurrentLinkedQueue<>();
        AtomicInteger received = new AtomicInteger();
        try (TestPlane plane = new TestPlane(
                recording(received, atNode), () -> false, recording(received, atDriver), SessionLimits.DEFAULT)) {
            Session first = plane.toNode();
            assertSame(first, plane.toNode());
            first.send(number(1));
            first.flush();
            until("the frame arrives", () -> received.get() == 1);
            first.close();
            until("both heard of it", () -> atNode.size() == 1 && atDriver.size() == 1);
            assertTrue(atNode.peek().contains("closed by driver-1"), atNode.toString());
            first.send(number(2)); // goes nowhere, and says nothing
            assertNotSame(first, plane.toNode());
            plane.toNode().send(number(3));
            until("the next session works", () -> received.get() == 2);
        }
        assertEquals(2, atNode.size());
        assertEquals(2, atDriver.size());
    }

    @Test
    void theSessionsOfADeadProcessEndAndItIsNotLetInAgain() throws Exception {
        Queue<String> atNode = new ConcurrentLinkedQueue<>();
        Queue<String> atDriver = new ConcurrentLinkedQueue<>();
        AtomicInteger received = new AtomicInteger();
        try (TestPlane plane = new TestPlane(
                recording(received, atNode), () -> false, recording(received, atDriver), SessionLimits.DEFAULT)) {
            plane.toNode().send(number(1));
            until("the frame arrives", () -> received.get() == 1);
            plane.node.died(TestPlane.DRIVER);
            until("both sides ended", () -> atNode.size() == 1 && atDriver.size() == 1);
            assertTrue(atNode.peek().contains("driver-1 was declared dead"), atNode.toString());
            assertTrue(atDriver.peek().contains("PROCESS_DEAD"), atDriver.toString());
            plane.driver.died(NODE);
            assertFalse(plane.toNode().await(() -> false, deadline()));
        }
    }

    @Test
    void anAcceptorThatDoesNotKnowTheSessionEndsIt() throws Exception {
        Queue<String> atDriver = new ConcurrentLinkedQueue<>();
        AtomicInteger received = new AtomicInteger();
        try (TestPlane plane = new TestPlane(
                recording(received, new ConcurrentLinkedQueue<>()),
                () -> false,
                recording(received, atDriver),
                SessionLimits.DEFAULT)) {
            plane.toNode().send(number(1));
            until("the frame arrives", () -> received.get() == 1);
            for (Session session : plane.node.open()) ((SocketSession) session).end("lost its memory");
            until("the driver ends it", () -> !atDriver.isEmpty());
            assertTrue(atDriver.peek().contains("UNKNOWN_SESSION"), atDriver.toString());
        }
    }

    @Test
    void refusesToSendAFrameThatThePeerWouldRefuse() throws Exception {
        SessionLimits small = new SessionLimits(1000, 2L * Chunk.BYTES, 4L * Chunk.BYTES);
        try (TestPlane plane = new TestPlane(ignore(), () -> false, ignore(), small)) {
            Session session = plane.toNode();
            BytesValue large = BytesValue.of(ByteString.copyFrom(new byte[1001]));
            ConnectionException e = assertThrows(ConnectionException.class, () -> session.send(large));
            assertEquals(ErrorCode.FRAME_INVALID, e.code());
        }
    }

    @Test
    void closeLeavesNoThread() throws Exception {
        List<Thread> before = planeThreads();
        AtomicInteger received = new AtomicInteger();
        TestPlane.OnFrame count = (session, frame) -> received.incrementAndGet();
        try (TestPlane plane = new TestPlane(count, () -> false, ignore(), SessionLimits.DEFAULT)) {
            plane.toNode().send(number(1));
            until("the frame arrives", () -> received.get() == 1);
        }
        until("threads are gone", () -> {
            List<Thread> now = planeThreads();
            now.removeAll(before);
            return now.isEmpty();
        });
    }

    private static List<Thread> planeThreads() {
        List<Thread> threads = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet())
            if (thread.getName().matches("(lane|session-to|acceptor|handshake).*")) threads.add(thread);
        return threads;
    }

    private static SessionHandler recording(AtomicInteger received, Queue<String> reasons) {
        return new TestPlane.OnFrame() {
            @Override
            public void received(Session session, ByteBuffer frame) {
                received.incrementAndGet();
            }

            @Override
            public void ended(Session session, String reason) {
                reasons.add(reason);
            }
        };
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
