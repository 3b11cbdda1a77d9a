package io.mobula.core.task;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.message.Demand;
import java.util.Optional;

/** A demand with its number in this process, and where it is to be met. Tasks of one shape wait in one queue and spend the same credits. */
public record Shape(int number, Demand demand, Target target) {
    public sealed interface Target {}

    /** On any node that has it. */
    public enum Anywhere implements Target {
        ANYWHERE
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
