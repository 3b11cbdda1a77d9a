/**
 * A node's way into the cluster: membership over Pekko, the leader of the control log, and the {@link io.mobula.control.ControlClient} that everything else uses.
 *
 * <p>Start with {@link io.mobula.control.ControlPlane#start} in a node that forms a cluster, with {@link io.mobula.control.InMemoryControl} in an embedded one, which touches neither Pekko
 * nor Ratis.
 *
 * <p>May depend on {@code core.*}, {@code control.codec}, {@code control.log}, {@code code.Manifest}, {@code api.error}, Pekko. Concurrency: {@link io.mobula.control.ControlLeader} and
 * {@link io.mobula.control.NodeAgent} are actors and confined; {@link io.mobula.control.EventFeed} calls listeners on one thread of its own.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>CTL-6 one authority: a node is dead when the log says so; Pekko's detector suspects, its downing follows the log;
 *   <li>CTL-7 the control traffic goes by address and does not wait for Pekko's membership, so neither an unreachable member nor a gossip round delays a join or a heartbeat;
 *   <li>CTL-8 listeners hear deaths in the log's order, each once, from the first on;
 *   <li>CTL-9 the leader takes nothing from a dead incarnation but answers it with its death.
 * </ol>
 */
@NullMarked
package io.mobula.control;

import org.jspecify.annotations.NullMarked;
