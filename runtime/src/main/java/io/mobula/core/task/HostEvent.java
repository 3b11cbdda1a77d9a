package io.mobula.core.task;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** What happens to tasks and actors at their host. */
public sealed interface HostEvent {
    record Declared(ProcessId owner, Message.Declare declare) implements HostEvent {}

    record Bound(ProcessId caller, Message.Bind bind) implements HostEvent {}

    record PushArrived(ProcessId owner, Message.Push push) implements HostEvent {}

    record CancelArrived(ProcessId owner, Message.Cancel cancel) implements HostEvent {}

    record RecallArrived(ProcessId owner, Message.Recall recall) implements HostEvent {}

    record AckArrived(ProcessId owner, Message.ResultAck ack) implements HostEvent {}

    record TakenArrived(ProcessId owner, Message.Taken taken) implements HostEvent {}

    /** The body has made an element; the refs in it are held for this event. */
    record Emitted(HostedTask task, long index, Outcome outcome) implements HostEvent {}

    record ArgumentsReady(HostedTask task) implements HostEvent {}

    record ArgumentsFailed(HostedTask task, Failure failure) implements HostEvent {}

    /** The bytes of these arguments are not where their owners said (TASK-8). */
    record ArgumentsMissed(HostedTask task, List<Dependency> missed) implements HostEvent {}

    record BodyEnded(HostedTask task, Outcome outcome, long runNanos) implements HostEvent {}

    /** An actor's method has returned a stage: the call ends with the stage, its lane goes on. */
    record StageReturned(HostedTask task) implements HostEvent {}

    /** The refs the answer keeps are registered, or carried by it. */
    record AnswerCleared(HostedTask task, List<CarriedBorrow> kept) implements HostEvent {}

    /** The body waits for this task of its own process, and could run it on its own thread. */
    record WantedInline(HostedTask waiting, long wanted) implements HostEvent {}

    /** The body waits for another task and lends its CPU. */
    record BodyBlocked(HostedTask task) implements HostEvent {}

    /** It goes on at once, over capacity if need be. */
    record BodyResumed(HostedTask task) implements HostEvent {}

    record OwnerDied(ProcessId owner) implements HostEvent {}

    /** The directory wants this life of the actor here. May be repeated. */
    record ActorAssigned(ActorSpec spec, int epoch) implements HostEvent {}

    /**
     * The directory wants no life of the actor before this one here. May be repeated.
     *
     * @param why what running calls fail of
     */
    record ActorWithdrawn(ActorId actor, int before, Failure why) implements HostEvent {}

    record ActorMade(HostedActor actor) implements HostEvent {}

    record ActorFailed(HostedActor actor, ActorEnd end, String detail, Opaque failure) implements HostEvent {}

    /** It asked for its end: what runs is its last. */
    record ActorExits(HostedActor actor) implements HostEvent {}

    /** The directory wants this bundle reserved here. May be repeated. */
    record BundleAssigned(BundleId bundle, int epoch, Demand demand) implements HostEvent {}

    /** The directory wants no placement of the bundle before this one here. May be repeated. */
    record BundleWithdrawn(BundleId bundle, int before) implements HostEvent {}

    /** The group is no more: none of its bundles is wanted here. */
    record GroupRemoved(GroupId group) implements HostEvent {}

    /** Somebody wants to know how things are. */
    record LoadAsked(Consumer<HostLoad> answer) implements HostEvent {}

    /** Somebody wants to know what would be lost with this host. */
    record RemainsAsked(Consumer<HostRemains> answer) implements HostEvent {}
    /**
     * Somebody wants to see what is hosted.
     *
     * @param wanted asked with the aggregate held: quick, and pure
     */
    record CensusAsked(BiPredicate<HostedTask, HostCensus.Phase> wanted, int most, Consumer<HostCensus> answer)
            implements HostEvent {}

    /** Nothing new is taken from now on. */
    record DrainStarted() implements HostEvent {}

    /** The host is as any other again. */
    record DrainEnded() implements HostEvent {}
}
