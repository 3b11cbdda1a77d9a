package io.mobula.api;

import java.time.Duration;

/**
 * The options of an actor, and {@code start}.
 *
 * {@snippet :
 * var hits = mobula.actor().name("hits").maxRestarts(3).concurrencyGroup("reads", 4).start(Counter::new);
 * }
 *
 * <p>An actor takes its resources for as long as it lives. Default: no cores, so that many may share a node; ask for {@code cpus} where they matter.
 *
 * <p>{@link #name} also names the actor in its session's {@linkplain Mobula#withNamespace namespace}: {@link Mobula#find} finds it there. A name is free again when its actor has died.
 */
public interface ActorBuilder extends RemoteOptions<ActorBuilder> {
    /** How often it is started anew after its node died. Default 0; -1 for always. */
    ActorBuilder maxRestarts(int count);

    /** How often a call that may have run is repeated after a restart. Default 0: it fails with {@code ActorUnavailableException}. */
    ActorBuilder maxTaskRetries(int count);

    /** How many calls run at once in the default group. Default 1: the actor needs no locks. */
    ActorBuilder maxConcurrency(int count);

    /** A group of calls with a limit of its own, beside the default one; see {@link ActorHandle#withGroup}. */
    ActorBuilder concurrencyGroup(String name, int maxConcurrency);

    /** How many calls of one process may wait for their end; one more throws {@code ActorQueueFullException}. Default: no limit but that of the process's backlog. */
    ActorBuilder maxPendingCalls(int count);

    /** How much of a {@link Restorable} actor's work a restart may lose. Default zero: a snapshot after each call, before its answer. */
    ActorBuilder snapshotEvery(Duration interval);

    /** Outlives its job; it needs a name, and its factory may capture no refs. */
    ActorBuilder detached();

    /**
     * Starts it; returns at once. Calls may be made at once, they wait for it.
     *
     * <p>Failure: a name that is taken throws {@code ActorException}; what the factory captures is checked as a task's captures are. A factory that throws ends the actor: calls fail with
     * {@code ActorDiedException}, the factory's exception as its cause.
     */
    <A> ActorHandle<A> start(ActorFactory<? extends A> factory);

    /** The living actor of this name, else a new one. */
    <A> ActorHandle<A> getOrStart(Class<A> type, ActorFactory<? extends A> factory);
}
