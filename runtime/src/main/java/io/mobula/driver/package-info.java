/** A program's connection with a cluster: attached through one node, in sessions with all, the owner of what it submits. It needs neither Pekko nor Ratis. */
@NullMarked
package io.mobula.driver;

import org.jspecify.annotations.NullMarked;
