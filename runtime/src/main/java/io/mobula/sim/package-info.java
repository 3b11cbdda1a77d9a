/**
 * A cluster in one thread and one seed: the real core under a virtual clock, a faulty network, dying and pausing nodes, and a user who submits random work.
 *
 * <p>Phase 1 has faults; safety is checked after every step. Phase 2 heals everything; then every task must have ended, every result must have been acknowledged, every slot must be free, every death settled. A run is a function of its seed: the same seed gives the same trace.
 */
@NullMarked
package io.mobula.sim;

import org.jspecify.annotations.NullMarked;
