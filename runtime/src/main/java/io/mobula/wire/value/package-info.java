/**
 * User values and what bodies captured, as bytes and back, and copied within one process.
 *
 * <p>One walk over the object graph, one table of what was seen. Per class there is one {@link io.mobula.wire.value.Form}, found once: it writes, reads and copies the values of that class, so that a
 * program sees the same refusals and the same identities on a laptop ({@link io.mobula.wire.value.Isolation}) as on a cluster ({@link io.mobula.wire.value.ValueCodec}).
 *
 * <p>May depend on: {@code core.id}, {@code core.message}, api. Concurrency: everything public may be used from any thread at once; a walk is confined to its thread and dropped with the call, so nothing is
 * pooled and no thread keeps a job's classes alive.
 *
 * <ol>
 *   <li>VALUE-1 Bytes name their classes themselves; whoever has the classes can read them.
 *   <li>VALUE-2 One mutable object stays one object; what is written twice is immutable and small.
 *   <li>VALUE-3 Nothing is allocated by a length that the bytes left could not hold.
 *   <li>VALUE-4 What a class wrote into its Java serialization is honoured; else its non-transient fields are its value.
 *   <li>VALUE-5 Writing changes no user object and runs no user code but serialization hooks.
 * </ol>
 */
@NullMarked
package io.mobula.wire.value;

import org.jspecify.annotations.NullMarked;
