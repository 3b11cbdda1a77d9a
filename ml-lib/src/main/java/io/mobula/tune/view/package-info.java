/**
 * Shows a sweep as it runs: a table redrawn in place on a terminal, lines in a pipe.
 *
 * <p>May depend on: {@code java.base}. Concurrency: a view is confined to the thread that waits for the sweep; frames and rows are immutable.
 *
 * <p>Invariants: 1. One frame is one write, drawn over the last one: nothing is cleared that is drawn again. 2. No line is wider than the window. 3. With {@code NO_COLOR} there is no color and no weight.
 */
@NullMarked
package io.mobula.tune.view;

import org.jspecify.annotations.NullMarked;
