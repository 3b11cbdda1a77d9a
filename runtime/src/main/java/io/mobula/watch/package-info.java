/**
 * What a node knows of what happened on it: bodies that ran, events, what is hosted and stored now. And what is asked of it.
 *
 * <p>May depend on {@code core}, {@code executor}, {@code output}, {@code process}, {@code store}, {@code wire}. Thread safe; every store is bounded, and what is oldest goes first.
 *
 * <ol>
 *   <li>WATCH-1 nothing waits for whoever watches: recording takes no lock that a reader holds for long;
 *   <li>WATCH-2 an answer fits into one message, and says how much it leaves out;
 *   <li>WATCH-3 an event of the cluster has the same key on every node, so that it is told once.
 * </ol>
 */
@NullMarked
package io.mobula.watch;

import org.jspecify.annotations.NullMarked;
