package io.mobula.core.object;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Three lanes between any two processes: in order each, at any speed, so that lanes overtake one another. */
final class SimNetwork {
    enum LaneKind {
        TO_HOST,
        TO_OWNER,
        ABOUT_REFS
    }

    record Lane(ProcessId from, ProcessId to, LaneKind kind) {}

    record Frame(Lane lane, Message message) {}

    private final Map<Lane, ArrayDeque<Message>> lanes = new LinkedHashMap<>();

    void send(ProcessId from, ProcessId to, Message message) {
        LaneKind kind = switch (message) {
            case Message.ToHost _ -> LaneKind.TO_HOST;
            case Message.ToOwner _ -> LaneKind.TO_OWNER;
            case Message.AboutRefs _ -> LaneKind.ABOUT_REFS;
        };
        lanes.computeIfAbsent(new Lane(from, to, kind), _ -> new ArrayDeque<>()).add(message);
    }

    Optional<Frame> next(Random random) {
        var busy = new ArrayList<Lane>();
        lanes.forEach((lane, frames) -> {
            if (!frames.isEmpty()) busy.add(lane);
        });
        if (busy.isEmpty()) return Optional.empty();
        Lane lane = busy.get(random.nextInt(busy.size()));
        return Optional.of(new Frame(lane, lanes.get(lane).remove()));
    }

    /** Nothing reaches a process that has ended. */
    void clearTo(ProcessId process) {
        lanes.forEach((lane, frames) -> {
            if (lane.to().equals(process)) frames.clear();
        });
    }

    List<Frame> inFlight() {
        var all = new ArrayList<Frame>();
        lanes.forEach((lane, frames) -> frames.forEach(message -> all.add(new Frame(lane, message))));
        return all;
    }
}
