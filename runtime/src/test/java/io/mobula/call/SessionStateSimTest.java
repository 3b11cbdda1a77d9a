package io.mobula.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The state of both ends against a network that cuts connections at any byte: SES-1 and SES-2 for every seed. */
class SessionStateSimTest {
    private static final int SEEDS = 400;
    private static final int FRAMES = 100;
    private static final int SOCKET_BUFFER = 200_000;
    private static final int STEPS_LIMIT = 200_000;
    private static final SessionLimits LIMITS = new SessionLimits(1 << 20, 1 << 20, 4 << 20);

    @Test
    void bothSidesReceiveExactlyWhatWasSentHoweverOftenTheConnectionIsCut() throws Exception {
        long cuts = 0;
        long duplicates = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Simulation simulation = new Simulation(seed);
            simulation.run();
            cuts += simulation.cuts;
            duplicates += simulation.left.duplicates + simulation.right.duplicates;
        }
        assertTrue(cuts > 10L * SEEDS, "connections were cut: " + cuts);
        assertTrue(duplicates > SEEDS, "frames were resent although they had arrived: " + duplicates);
    }

    private static final class End {
        final Outbound outbound;
        final Inbound inbound = new Inbound();
        final List<ByteString> sent = new ArrayList<>();
        final List<ByteString> received = new ArrayList<>();
        FrameReader reader = new FrameReader(LIMITS);
        ByteBuffer inFlight = ByteBuffer.allocate(0);
        int duplicates;

        End(ChunkPool pool) {
            outbound = new Outbound(pool);
        }

        void send(ByteString payload) {
            BytesValue frame = BytesValue.of(payload);
            long now = inbound.received();
            outbound.append(frame, frame.getSerializedSize(), now);
            inbound.announced(now);
            sent.add(payload);
        }

        /** Takes up to {@code most} bytes as a socket would. */
        void write(int most) {
            ByteBuffer bytes = outbound.toWrite();
            if (bytes == null) return;
            int count = Math.min(most, Math.min(bytes.remaining(), SOCKET_BUFFER - inFlight.remaining()));
            ByteBuffer next = ByteBuffer.allocate(inFlight.remaining() + count).put(inFlight);
            next.put(bytes.duplicate().limit(bytes.position() + count));
            bytes.position(bytes.position() + count);
            inFlight = next.flip();
            outbound.written();
        }

        void read(End from, int most) throws Exception {
            int left = Math.min(most, from.inFlight.remaining());
            while (left > 0) {
                ByteBuffer space = reader.space();
                int count = Math.min(left, space.remaining());
                space.put(from.inFlight.duplicate().limit(from.inFlight.position() + count));
                from.inFlight.position(from.inFlight.position() + count);
                reader.filled();
                left -= count;
                parse();
            }
        }

        private void parse() throws Exception {
            while (reader.next()) {
                assertTrue(outbound.acknowledge(reader.acknowledged()));
                if (reader.sequence() == 0) continue;
                switch (inbound.offer(reader.sequence(), reader.body().remaining())) {
                    case NEXT ->
                        received.add(BytesValue.parseFrom(reader.body()).getValue());
                    case DUPLICATE -> duplicates++;
                    case GAP -> throw new AssertionError("gap before frame " + reader.sequence());
                }
            }
            if (inbound.ackDue()) ack();
        }

        void ack() {
            long now = inbound.received();
            outbound.appendControl(Control.encode(new Control.Ack()), now);
            inbound.announced(now);
        }

        void cut() {
            inFlight = ByteBuffer.allocate(0);
            reader = new FrameReader(LIMITS);
        }
    }

    private static final class Simulation {
        private final long seed;
        private final Random random;
        private final ChunkPool pool = new ChunkPool();
        final End left = new End(pool);
        final End right = new End(pool);
        int cuts;

        Simulation(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run() throws Exception {
            int steps = 0;
            while (!isDone()) {
                assertTrue(steps++ < STEPS_LIMIT, "seed " + seed + " never ends");
                step(random.nextBoolean() ? left : right);
            }
            assertEquals(left.sent, right.received, "seed " + seed);
            assertEquals(right.sent, left.received, "seed " + seed);
            settle();
        }

        private boolean isDone() {
            return left.sent.size() == FRAMES
                    && right.sent.size() == FRAMES
                    && left.received.size() >= FRAMES
                    && right.received.size() >= FRAMES;
        }

        private void step(End end) throws Exception {
            End other = end == left ? right : left;
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    if (end.sent.size() < FRAMES) end.send(payload());
                }
                case 3, 4, 5, 6 -> end.write(bytes());
                case 7, 8, 9, 10 -> end.read(other, bytes());
                default -> {
                    if (random.nextInt(8) == 0) resume();
                    else if (end.inbound.owesAck()) end.ack();
                }
            }
        }

        private int bytes() {
            return 1 + (random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(200));
        }

        private ByteString payload() {
            byte[] bytes = new byte[random.nextInt(20) == 0 ? random.nextInt(300_000) : random.nextInt(100)];
            random.nextBytes(bytes);
            return ByteString.copyFrom(bytes);
        }

        /** What each end says it has is true when it says it; what it had read of the old connection by then, it may still hand over. */
        private void resume() throws Exception {
            cuts++;
            long leftHas = left.inbound.received();
            long rightHas = right.inbound.received();
            if (random.nextBoolean()) left.read(right, bytes());
            if (random.nextBoolean()) right.read(left, bytes());
            left.cut();
            right.cut();
            assertTrue(left.outbound.resume(rightHas), "seed " + seed);
            assertTrue(right.outbound.resume(leftHas), "seed " + seed);
        }

        /** What is acknowledged is given back. */
        private void settle() throws Exception {
            for (End end : List.of(left, right)) if (end.inbound.owesAck()) end.ack();
            for (int i = 0; i < 1000; i++) {
                left.write(1 << 20);
                right.write(1 << 20);
                left.read(right, 1 << 20);
                right.read(left, 1 << 20);
            }
            assertEquals(0, left.outbound.keptBytes(), "seed " + seed);
            assertEquals(0, right.outbound.keptBytes(), "seed " + seed);
        }
    }

    @Test
    void refusesWhatNoHonestPeerSays() {
        Outbound outbound = new Outbound(new ChunkPool());
        append(outbound, ByteString.copyFromUtf8("a"));
        assertTrue(!outbound.acknowledge(2), "an acknowledgement of what was never sent");
        assertTrue(!outbound.resume(2), "a peer that has what was never sent");
        assertTrue(outbound.acknowledge(1));
        assertTrue(!outbound.resume(0), "a peer that lost what it had acknowledged");
        Inbound inbound = new Inbound();
        assertEquals(Inbound.Verdict.GAP, inbound.offer(2, 1));
        assertEquals(Inbound.Verdict.NEXT, inbound.offer(1, 1));
        assertEquals(Inbound.Verdict.DUPLICATE, inbound.offer(1, 1));
    }

    @Test
    void asksForAnAcknowledgementAfterManyFramesOrManyBytes() {
        Inbound frames = new Inbound();
        for (int i = 1; i < Inbound.ACK_AFTER_FRAMES; i++) frames.offer(i, 1);
        assertTrue(!frames.ackDue());
        frames.offer(Inbound.ACK_AFTER_FRAMES, 1);
        assertTrue(frames.ackDue());
        frames.announced(Inbound.ACK_AFTER_FRAMES);
        assertTrue(!frames.ackDue() && !frames.owesAck());
        Inbound bytes = new Inbound();
        bytes.offer(1, (int) Inbound.ACK_AFTER_BYTES);
        assertTrue(bytes.ackDue());
    }

    @Test
    void keepsTheChunkThatAWriterHoldsUntilItLetsGo() {
        Outbound outbound = new Outbound(new ChunkPool());
        append(outbound, ByteString.copyFromUtf8("abc"));
        @Nullable ByteBuffer lent = outbound.toWrite();
        assertTrue(lent != null);
        lent.position(lent.limit()); // the socket took it, and the peer answered before the writer came back
        assertTrue(outbound.acknowledge(1));
        assertTrue(outbound.keptBytes() > 0);
        outbound.written();
        assertEquals(0, outbound.keptBytes());
    }

    private static void append(Outbound outbound, ByteString payload) {
        BytesValue frame = BytesValue.of(payload);
        outbound.append(frame, frame.getSerializedSize(), 0);
    }
}
