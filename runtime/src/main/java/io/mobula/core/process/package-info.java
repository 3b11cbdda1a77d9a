/**
 * One process's aggregates wired together: which effect of one is which event of another. {@link io.mobula.core.process.ProcessCore} is what a shell or the simulator drives; what leaves it goes to {@link io.mobula.core.process.Outside}.
 *
 * <p>Aggregates meet only through ports, so each may be held by another thread.
 */
@NullMarked
package io.mobula.core.process;

import org.jspecify.annotations.NullMarked;
