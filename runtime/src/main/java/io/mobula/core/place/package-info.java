/**
 * Where tasks go: queues per shape, windows per node, the choice among nodes with credit.
 *
 * <p>Placement looks at a task once, when it leaves its queue; all else is per shape. Confined like {@code core.task}. No invariant of correctness depends on what is decided here, only speed and fairness.
 */
@NullMarked
package io.mobula.core.place;

import org.jspecify.annotations.NullMarked;
