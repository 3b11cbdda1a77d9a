package io.mobula.core.place;

import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import java.util.List;
import java.util.function.Consumer;

/** What the placer hears. */
public sealed interface PlaceEvent {
    record Queued(OwnedTask task) implements PlaceEvent {}

    /** The task, if it still waits for a credit, is wanted on this host, whether it has one or not. */
    record WantedAt(OwnedTask task, ProcessId host) implements PlaceEvent {}

    /** A push has been answered, or its host died, or the credit was spent on a task that had ended. */
    record CreditReturned(ProcessId host, int shape) implements PlaceEvent {}

    record WindowChanged(ProcessId host, int shape, int credits) implements PlaceEvent {}

    record Viewed(ClusterView view) implements PlaceEvent {}

    /** Where an actor is that takes something of its node; older ones than known have no effect. */
    record ActorLearned(ActorRecord actor) implements PlaceEvent {}

    /** Where the bundles of a group are; older ones than known have no effect. */
    record GroupLearned(GroupRecord group) implements PlaceEvent {}

    /** The bundle is not where this record of its group has it: a newer one is on its way. Comes before the bounced task is queued again. */
    record BundleBounced(BundleId bundle) implements PlaceEvent {}

    /** The host has no room for the shape, or was asked to give some of it back. Comes before the refused task is queued again. */
    record Crowded(ProcessId host, int shape) implements PlaceEvent {}

    /** How much of it other owners use. */
    record LoadTold(ProcessId host, int thousandths) implements PlaceEvent {}

    /** Somebody wants to know why tasks of this shape wait. */
    record Asked(Shape shape, Consumer<List<String>> answer) implements PlaceEvent {}

    /** The host takes nothing any more. */
    record HostDied(ProcessId host) implements PlaceEvent {}

    record GraceChecked(long nowNanos) implements PlaceEvent {}
}
