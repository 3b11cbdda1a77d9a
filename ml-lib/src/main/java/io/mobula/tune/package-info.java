/**
 * Hyperparameter search: a space typed by a record, metrics typed by a record, a training loop that reports.
 *
 * <p>{@link io.mobula.tune.Tuner} is the way in. A sweep lives in the process that started it: a thread there holds the state and asks {@code tune.core} what follows from each event. Trials are remote tasks;
 * they reach that thread through an actor, the {@code Desk}, which only passes on what it is given. So a node's death costs the trials that ran on it the work since their last checkpoint, and the sweep nothing.
 *
 * <p>May depend on: the api, {@code tune.core}, {@code tune.point}, {@code tune.view}; Jackson to write JSON, slf4j to log.
 *
 * <p>Concurrency: options, spaces and results are immutable; a {@link io.mobula.tune.Sweep} may be used from any thread; a {@link io.mobula.tune.Trial} belongs to its body's thread.
 *
 * <p>Invariants: 1. The configuration of a trial depends on the seed and its number alone. 2. A report whose call has returned is known to the sweep's process, its checkpoint too. 3. The first report of an
 * iteration counts; a repeated one, after a restart from an earlier checkpoint, is acknowledged and left out.
 */
@NullMarked
package io.mobula.tune;

import org.jspecify.annotations.NullMarked;
