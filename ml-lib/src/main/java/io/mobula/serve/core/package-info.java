/**
 * The decisions of serving, without threads, clocks, random numbers or IO: what the controller does next, and which replica a request goes to.
 *
 * <p>May depend on: nothing but the JDK's collections. Concurrency: {@link io.mobula.serve.core.Fleet} is a pure function over immutable states; {@link io.mobula.serve.core.Dispatcher} and
 * {@link io.mobula.serve.core.Histogram} are confined to whoever holds their owner's lock.
 *
 * <ol>
 *   <li>SERVE-1 A request is in one place: it waits, or it is in one call, or it has left; it leaves once.
 *   <li>SERVE-2 No replica has more calls of one dispatcher than {@code maxOngoing}; no more than {@code maxQueued} fresh requests wait.
 *   <li>SERVE-3 An update takes no ready replica away while that would leave fewer than the new version asks for, or than there were.
 *   <li>SERVE-4 A version that cannot start changes nothing of the version that serves.
 *   <li>SERVE-5 Every deploy is settled once: it serves, or it failed and why.
 * </ol>
 */
@NullMarked
package io.mobula.serve.core;

import org.jspecify.annotations.NullMarked;
