/** The node's daemon: a member of the cluster, the host of tasks, the keeper of objects and code, the home of drivers. Wires what the other packages do. */
@NullMarked
package io.mobula.node;

import org.jspecify.annotations.NullMarked;
