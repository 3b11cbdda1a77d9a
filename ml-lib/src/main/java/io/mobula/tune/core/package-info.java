/**
 * What a sweep decides: {@link io.mobula.tune.core.SweepCore#next} takes a state and an event, and gives the next state and the effects to be performed.
 *
 * <p>May depend on: {@code java.base} without clocks, threads, random numbers and IO. Times come with the events, in nanoseconds of one steady clock.
 *
 * <p>Concurrency: every type is immutable, but for {@code Turn}, which lives within one call. States and events are records of numbers, texts, enums and lists: a journal of events replays to the same state.
 *
 * <p>Invariants, checked by {@link io.mobula.tune.core.SweepState#validate}: 1. Every trial ends once, and an ended trial never changes. 2. No more trials compute than the concurrency says, but after it was
 * lowered. 3. A trial that waits at a rung holds no place; it keeps its task only if it could not go on from a checkpoint, and then as one of at most {@code maxHeld}. 4. After {@code Finish} there
 * are no effects but answers to trials that do not know of it yet. 5. Without limits of time and without failures, how every trial ends depends on the trials' scores alone, never on the order of events:
 * true of {@link io.mobula.tune.core.Pruning.None} and {@link io.mobula.tune.core.Pruning.Halving}.
 */
@NullMarked
package io.mobula.tune.core;

import org.jspecify.annotations.NullMarked;
