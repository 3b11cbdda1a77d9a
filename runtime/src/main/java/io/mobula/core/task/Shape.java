package io.mobula.core.task;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Share;
import java.util.Optional;

/**
 * A demand with its number in this process, where it is to be met, and for which job. Tasks of one shape wait in one queue and spend the same credits.
 *
 * @param share none: the job is that of the owner, with the weight of those that say nothing
 */
public record Shape(int number, Demand demand, Target target, Optional<Share> share) {
    public Shape(int number, Demand demand, Target target) {
        this(number, demand, target, Optional.empty());
    }

    public sealed interface Target {}

    /** On any node that has it. */
    public enum Anywhere implements Target {
        /** On few nodes until these are half used, then evenly. */
        ANYWHERE,
        /** Evenly from the first on. */
        SPREAD
    }

    /** Out of a bundle, on the node that has reserved it. */
    public record InBundle(BundleId bundle) implements Target {}

    /** A call on an actor, in one of its concurrency groups; it takes nothing, the actor has it already. */
    public record ActorLane(ActorId actor, String lane) implements Target {}

    public Optional<BundleId> bundle() {
        return target instanceof InBundle in ? Optional.of(in.bundle()) : Optional.empty();
    }

    public boolean isCall() {
        return target instanceof ActorLane;
    }
}
