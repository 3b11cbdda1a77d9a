/**
 * A cluster on one machine: its folder, its nodes' settings and ports, and the supervisor that keeps their JVMs running.
 *
 * <p>Depends on the configuration and {@code cli.text}, never on a node's inside: a node is a process that ends when its standard input does. {@link
 * io.mobula.cli.cluster.Supervisor} is confined to the thread that runs it; only {@code requestStop} may come from others.
 */
@NullMarked
package io.mobula.cli.cluster;

import org.jspecify.annotations.NullMarked;
