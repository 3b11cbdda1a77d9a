/** Tests of {@code io.mobula.train.checkpoint}. */
@NullMarked
package io.mobula.train.checkpoint;

import org.jspecify.annotations.NullMarked;
