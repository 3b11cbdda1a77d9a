package io.mobula.sim;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Lanes between processes as sessions give them: in order, neither lost nor doubled while both ends live, late without limit. What a dying process had sent arrives up to some point of each lane and no further.
 */
final class SimNetwork {
    private record LaneKey(ProcessId from, ProcessId to) implements Comparable<LaneKey> {
        @Override
        public int compareTo(LaneKey other) {
            int first = from.compareTo(other.from);
            return first != 0 ? first : to.compareTo(other.to);
        }
    }

    private static final class Lane {
        long lastArrival;
        long blockedUntil;
        /** Sent by a process that died: nothing that would arrive later does. */
        long cutAt = Long.MAX_VALUE;
    }

    private final TreeMap<LaneKey, Lane> lanes = new TreeMap<>();
    private final Timeline timeline;
    private final SplittableRandom random;
    private final SimWorld world;
    private boolean healed;

    SimNetwork(Timeline timeline, SplittableRandom random, SimWorld world) {
        this.timeline = timeline;
        this.random = random;
        this.world = world;
    }

    void send(ProcessId from, ProcessId to, Message message) {
        Lane lane = lanes.computeIfAbsent(new LaneKey(from, to), _ -> new Lane());
        long delay = healed || random.nextInt(20) > 0
                ? random.nextLong(20_000, 500_000)
                : random.nextLong(1_000_000, 400_000_000);
        long arrival = Math.max(Math.max(lane.lastArrival + 1, lane.blockedUntil), timeline.now() + delay);
        lane.lastArrival = arrival;
        timeline.at(arrival, from + " > " + to + " " + SimWorld.brief(message), () -> {
            if (arrival <= lane.cutAt) world.deliver(from, to, message);
        });
    }

    /** The two hear nothing of each other for so long; what was sent waits. */
    void partition(ProcessId one, ProcessId other, long nanos) {
        block(one, other, nanos);
        block(other, one, nanos);
    }

    private void block(ProcessId from, ProcessId to, long nanos) {
        lanes.computeIfAbsent(new LaneKey(from, to), _ -> new Lane()).blockedUntil = timeline.now() + nanos;
    }

    void died(ProcessId process) {
        lanes.forEach((key, lane) -> {
            if (key.from.equals(process)) lane.cutAt = timeline.now() + random.nextLong(0, 2_000_000);
        });
    }

    void heal() {
        healed = true;
        lanes.values().forEach(lane -> lane.blockedUntil = 0);
    }
}
