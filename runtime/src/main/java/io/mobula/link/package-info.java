/**
 * A process's peers: its sessions as the core's way to other processes, and its bulk connections. What a node and a driver have in common of the network.
 *
 * <p>May depend on {@code call}, {@code store}, {@code wire}, {@code process} and the core.
 */
@NullMarked
package io.mobula.link;

import org.jspecify.annotations.NullMarked;
