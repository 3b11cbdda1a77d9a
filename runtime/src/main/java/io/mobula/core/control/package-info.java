/**
 * What the control log says of the cluster: who lives, which jobs run, who died in which order, and what of that is settled; and what the log's leader decides.
 *
 * <p>May depend on {@code core.id} and {@code core.message}. {@link io.mobula.core.control.ControlState} is immutable; {@link io.mobula.core.control.Settlement},
 * {@link io.mobula.core.control.Suspicion} and {@link io.mobula.core.control.LeaderDecisions} are confined to their caller, and are given the time.
 *
 * <p>Invariants, checked by {@link io.mobula.core.control.ControlState#validate}:
 *
 * <ol>
 *   <li>CTL-1 deaths are numbered from 1 without a gap;
 *   <li>CTL-2 a living node has the last incarnation its name was given;
 *   <li>CTL-3 nobody lives who stands among the dead, and nobody dies twice;
 *   <li>CTL-4 what is settled has been logged;
 *   <li>CTL-5 the view lists the living nodes, and no others.
 * </ol>
 */
@NullMarked
package io.mobula.core.control;

import org.jspecify.annotations.NullMarked;
