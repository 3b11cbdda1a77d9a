package io.mobula.process;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Share;
import io.mobula.core.task.Shape;
import io.mobula.core.task.Shape.ActorLane;
import io.mobula.core.task.Shape.InBundle;
import io.mobula.core.task.Shape.Target;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The shapes of this process: their numbers are its own, whichever job's tasks have them; each job has its own. */
public final class Shapes {
    private record Key(Demand demand, Target target, Optional<Share> share) {}

    private final ConcurrentHashMap<Key, Shape> known = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    /** @param share none: the job is the process's own, and weighs what all weigh */
    public Shape of(Demand demand, Target target, Optional<Share> share) {
        return known.computeIfAbsent(new Key(demand, target, share), this::made);
    }

    private Shape made(Key key) {
        return new Shape(numbers.incrementAndGet(), key.demand(), key.target(), key.share());
    }

    /** One that is in no table: whoever made it keeps it. */
    Shape ofCalls(ActorId actor, String lane) {
        return made(new Key(Demand.NONE, new ActorLane(actor, lane), Optional.empty()));
    }

    /** Nothing runs in its bundles any more. */
    void forget(GroupId group) {
        known.keySet()
                .removeIf(key -> key.target() instanceof InBundle(BundleId bundle)
                        && bundle.group().equals(group));
    }
}
