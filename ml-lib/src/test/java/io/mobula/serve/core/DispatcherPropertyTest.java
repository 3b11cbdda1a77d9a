package io.mobula.serve.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.serve.core.DispatchEffects.Refusal;
import io.mobula.serve.core.Dispatcher.Limits;
import io.mobula.serve.core.Dispatcher.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random orders of everything that can happen to a dispatcher; the invariants hold after each. */
@SuppressWarnings("ReferenceEquality") // the very same lane
class DispatcherPropertyTest {
    private static final int STEPS = 3_000;
    private static final Limits LIMITS = new Limits(2, 6, 2);
    private static final Lane SINGLE = Lane.single("single");
    private static final Lane BATCHED = new Lane("batched", 4, 1_000);

    /** What became of each request; a second end is a failure. */
    private static final class World implements DispatchEffects<Integer> {
        final RandomGenerator random;
        final Dispatcher<Integer> dispatcher;
        final List<Outgoing<Integer>> running = new ArrayList<>();
        final Map<Integer, String> ends = new HashMap<>();
        final Map<String, Integer> ongoing = new HashMap<>();
        final List<Ticket<Integer>> open = new ArrayList<>();
        List<String> replicas = List.of();
        long now = 1_000_000;
        long wakeAt = Long.MAX_VALUE;
        int requests;

        World(long seed) {
            random = new Random(seed);
            dispatcher = new Dispatcher<>(LIMITS, new Random(seed + 1), this);
        }

        @Override
        public void send(Outgoing<Integer> call) {
            assertTrue(call.tickets().size() <= call.lane().max());
            assertTrue(call.tickets().stream().allMatch(t -> t.lane == call.lane()));
            assertTrue(replicas.contains(call.replica()), "sent to one that is not ready");
            running.add(call);
            assertTrue(ongoing.merge(call.replica(), 1, Integer::sum) <= LIMITS.maxOngoing(), "SERVE-2");
        }

        @Override
        public void refuse(Ticket<Integer> ticket, Refusal reason) {
            end(ticket.request(), reason.name());
        }

        @Override
        public void abandon(Outgoing<Integer> call) {
            assertTrue(running.contains(call));
        }

        @Override
        public void wakeAt(long nanos) {
            wakeAt = nanos;
        }

        void end(int request, String how) {
            assertNull(ends.put(request, how), "request " + request + " ends twice (SERVE-1)");
            open.removeIf(t -> t.request() == request);
        }

        Outgoing<Integer> take() {
            Outgoing<Integer> call = running.remove(random.nextInt(running.size()));
            ongoing.merge(call.replica(), -1, Integer::sum);
            return call;
        }

        void answer() {
            Outgoing<Integer> call = take();
            for (Ticket<Integer> ticket : call.tickets()) {
                if (!ends.containsKey(ticket.request())) end(ticket.request(), "answered");
            }
            dispatcher.answered(call, now);
            dispatcher.answered(call, now); // an end that comes twice is one
        }

        void step() {
            now += random.nextInt(500);
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> {
                    var ticket = new Ticket<>(requests++, random.nextBoolean() ? SINGLE : BATCHED);
                    open.add(ticket);
                    dispatcher.arrived(ticket, now);
                }
                case 4, 5, 6 -> {
                    if (!running.isEmpty()) answer();
                }
                case 7 -> {
                    if (!running.isEmpty() && random.nextInt(3) == 0) {
                        dispatcher.lost(take(), random.nextBoolean() ? Loss.NOT_RUN : Loss.MAY_HAVE_RUN, now);
                        now += random.nextInt(3) == 0 ? 2_000_000_001L : 0;
                    }
                }
                case 8 -> {
                    if (!open.isEmpty() && random.nextInt(3) == 0) {
                        Ticket<Integer> ticket = open.get(random.nextInt(open.size()));
                        end(ticket.request(), "cancelled");
                        dispatcher.cancelled(ticket, now);
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) ready(random.nextInt(4));
                }
            }
            if (now >= wakeAt) {
                wakeAt = Long.MAX_VALUE;
                dispatcher.wake(now);
            }
            dispatcher.validate();
            assertEquals(running.size(), dispatcher.ongoing());
        }

        /** Names replicas never come back once they have gone. */
        void ready(int count) {
            var next = new ArrayList<>(replicas);
            while (next.size() > count) next.removeFirst();
            while (next.size() < count) next.add("r" + requests + "-" + next.size());
            replicas = next;
            dispatcher.replicas(next, LIMITS, now);
        }

        void settle() {
            ready(2);
            for (int i = 0; i < 10_000 && !open.isEmpty(); i++) {
                now += 2_000_000_000L;
                dispatcher.wake(now);
                if (!running.isEmpty()) answer();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyRequestEndsOnceAndBoundsAreKept(long seed) {
        var world = new World(seed);
        world.ready(2);
        for (int i = 0; i < STEPS; i++) world.step();
        world.settle();
        while (!world.running.isEmpty()) world.answer(); // of requests that were cancelled
        assertEquals(world.requests, world.ends.size());
        assertEquals(0, world.dispatcher.waiting());
        assertEquals(0, world.dispatcher.ongoing());
        assertTrue(world.ends.values().stream().filter("answered"::equals).count() > world.requests / 4);
    }

    @Test
    void gathersRequestsOfALaneUntilTheBatchIsFull() {
        var world = new World(1);
        world.ready(1);
        for (int i = 0; i < 4; i++) {
            assertTrue(world.running.isEmpty());
            world.dispatcher.arrived(new Ticket<>(world.requests++, BATCHED), world.now);
        }
        assertEquals(4, world.running.getFirst().tickets().size());
    }

    @Test
    void sendsAPartOfABatchWhenTheFirstHasWaitedLongEnough() {
        var world = new World(1);
        world.ready(1);
        world.dispatcher.arrived(new Ticket<>(world.requests++, BATCHED), world.now);
        assertEquals(world.now + BATCHED.waitNanos(), world.wakeAt);
        world.dispatcher.wake(world.wakeAt - 1);
        assertTrue(world.running.isEmpty());
        world.dispatcher.wake(world.now + BATCHED.waitNanos());
        assertEquals(1, world.running.getFirst().tickets().size());
    }

    @Test
    void aLostRequestGoesToAnotherReplica() {
        var world = new World(1);
        world.ready(2);
        world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        Outgoing<Integer> first = world.take();
        world.dispatcher.lost(first, Loss.MAY_HAVE_RUN, world.now);
        Outgoing<Integer> second = world.take();
        assertTrue(!second.replica().equals(first.replica()), "the same replica again");
        assertEquals(first.tickets(), second.tickets());
    }

    @Test
    void refusesWhenTheQueueIsFullAndWhenNobodyIsReady() {
        var world = new World(1);
        world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        assertEquals("NO_REPLICA", world.ends.get(0));
        world.ready(1);
        for (int i = 0; i < LIMITS.maxOngoing() + LIMITS.maxQueued(); i++) {
            world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        }
        assertEquals(1, world.ends.size());
        world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        assertEquals("QUEUE_FULL", world.ends.get(world.requests - 1));
    }

    @Test
    void aClosedDispatcherRefusesWhatWaitsAndWhatIsLost() {
        var world = new World(1);
        world.ready(1);
        for (int i = 0; i < LIMITS.maxOngoing() + 1; i++) {
            world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        }
        world.dispatcher.close();
        assertEquals(Map.of(2, "NO_REPLICA"), world.ends);
        world.dispatcher.lost(world.take(), Loss.NOT_RUN, world.now);
        world.answer();
        assertEquals(3, world.ends.size());
        world.dispatcher.validate();
    }

    @Test
    void picksTheReplicaWithFewerCalls() {
        var world = new World(1);
        world.ready(2);
        for (int i = 0; i < 2; i++) world.dispatcher.arrived(new Ticket<>(world.requests++, SINGLE), world.now);
        assertEquals(2, world.ongoing.size(), "both replicas have one");
    }
}
