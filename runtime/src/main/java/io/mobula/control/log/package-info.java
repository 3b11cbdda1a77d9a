/**
 * The control log on disk: Apache Ratis over {@link io.mobula.core.control.ControlState}.
 *
 * <p>May depend on {@code core.*}, {@code control.codec}, {@code api.error} and Ratis; nothing outside this package sees a Ratis type. Listeners are called on the log's own threads, one
 * call at a time and in the log's order, and must not block.
 *
 * <p>Invariant: an entry that {@link io.mobula.control.log.ControlLog#submit} has answered is on disk and survives the death of every process.
 */
@NullMarked
package io.mobula.control.log;

import org.jspecify.annotations.NullMarked;
