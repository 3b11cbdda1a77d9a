/** A process of Mobula in this JVM: the core's ports by flat combining, the cells behind refs, timers, and the performing of the core's orders. */
@NullMarked
package io.mobula.process;

import org.jspecify.annotations.NullMarked;
