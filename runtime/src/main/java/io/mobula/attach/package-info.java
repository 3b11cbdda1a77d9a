/**
 * The attach plane: how a driver, or the command line, talks to a node outside of call sessions.
 *
 * <p>A node serves with {@link io.mobula.attach.AttachServer}; a driver holds an {@link io.mobula.attach.Attachment}; the command line asks through {@link io.mobula.attach.StatusClient} and
 * {@link io.mobula.attach.StopClient}.
 *
 * <p>May depend on {@code call}, {@code control} (without Pekko), {@code code.Manifest} and {@code code.ClassVersion}, {@code core.control}, {@code core.id}, {@code api.error}, Protobuf, slf4j.
 *
 * <p>Concurrency: blocking IO. A connection has one thread that reads, and virtual ones that ping and watch; the server adds one that pushes. {@link io.mobula.attach.LeaseTable} decides and is
 * confined to the lock of its {@link io.mobula.attach.DriverLeases}.
 *
 * <ol>
 *   <li>ATT-1 A driver hears every death once, in the log's order, however often it changes its home: its progress travels with it.
 *   <li>ATT-2 At most one connection of a node holds a driver's lease; the newest takes it, and the one before is closed.
 *   <li>ATT-3 A node speaks for a driver only while it holds the driver's lease and has heard it within {@code AttachTiming.quiet()}: so the grace counts from the last sign of life. Silence is judged by the log's leader alone: a former home cannot know of the next one.
 *   <li>ATT-4 A node declares a driver dead itself only on a fact: a goodbye, or the end of its process on the same host.
 *   <li>ATT-5 Whatever a peer sends costs at most its own connection and {@link io.mobula.attach.Connection#MAX_MESSAGE_BYTES}.
 *   <li>ATT-6 Whoever comes in a driver's name shows the driver's capability with every connection; {@link io.mobula.attach.DriverGate} judges it before anything else is done.
 * </ol>
 */
@NullMarked
package io.mobula.attach;

import org.jspecify.annotations.NullMarked;
