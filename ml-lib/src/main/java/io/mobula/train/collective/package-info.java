/**
 * Collectives between the workers of a group: every rank makes the same calls in the same order, and each call ends with the same bits on every rank.
 *
 * <p>Purpose: the data plane of distributed training, of use on its own too: {@link io.mobula.train.collective.Hub} opens a rank's sockets, and joins them into a
 * {@link io.mobula.train.collective.Membership} whose {@link io.mobula.train.collective.Collective} the rank calls.
 *
 * <p>May depend on: {@code java.base}, slf4j.
 *
 * <p>Concurrency: one thread of a rank makes the calls and moves all bytes itself, without helpers; abort, leave and position may be called by any thread.
 *
 * <p>Invariants: 1. The order of additions depends on ranks and lengths alone, never on timing or transport. 2. No byte is used before both sides of its connection have proved that they know the
 * group's token. 3. A rank that leaves tells its neighbours why, if the connection still takes it. 4. After a failure every further call of the rank fails with the same cause.
 */
@NullMarked
package io.mobula.train.collective;

import org.jspecify.annotations.NullMarked;
