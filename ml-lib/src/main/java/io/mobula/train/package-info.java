/** Distributed training: the same loop on every worker of a group, a collective between them, checkpoints that survive. */
@NullMarked
package io.mobula.train;

import org.jspecify.annotations.NullMarked;
