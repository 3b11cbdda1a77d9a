/** Tests of the collectives, in one JVM over each transport, and a benchmark between two. */
@NullMarked
package io.mobula.train.collective;

import org.jspecify.annotations.NullMarked;
