/**
 * What a training run decides: when its group starts, when a checkpoint is committed and its ranks go on, when all is stopped and begun again.
 *
 * <p>May depend on: {@code java.base} without IO, threads, clocks and random numbers. Concurrency: immutable values.
 *
 * <p>Invariants, checked by random runs: 1. A checkpoint is committed only when every rank of the attempt has reported its step. 2. Ranks are released from a step only when all have reported it, and its
 * checkpoint, if it has one, is committed. 3. An attempt starts only after the one before was stopped and disposed of. 4. A new attempt starts from the last committed step. 5. No more restarts than the
 * plan allows. 6. What an earlier attempt's messages say changes nothing.
 */
@NullMarked
package io.mobula.train.core;

import org.jspecify.annotations.NullMarked;
