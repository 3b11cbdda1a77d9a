/**
 * Object bytes of this process, in memory and on disk, and the bulk plane that moves them and code blobs in chunks.
 *
 * <p>May depend on {@code core.id}, {@code core.store}, {@code api} and {@code code} (for what a blob is). Connections come from outside, with the handshake behind them.
 *
 * <p>Concurrency: every public type is safe for any thread. A connection has two threads of its own, virtual ones: its reader completes futures, so what hangs on them must not block; its writer
 * answers. Neither waits for the other end of another connection. A store's keeper, one thread, makes room: it alone writes to disk, and completes futures of those that waited.
 *
 * <p>Invariants:
 * <ol>
 *   <li>STORE-1 a sealed object's bytes never change while a pin on it is open, whoever frees it;
 *   <li>STORE-2 the memory held, pools included, never exceeds the capacity;
 *   <li>STORE-3 memory is given to a fetch before its first byte arrives, and is not reused before the last reader that might write to it has stopped;
 *   <li>STORE-4 readers wait for nobody's room, writers wait in their order and for a bounded time;
 *   <li>STORE-5 a primary that nobody freed is in memory or on disk, or its loss has been told;
 *   <li>BULK-1 a reader of a connection never writes to it: two ends that both send chunks cannot block each other;
 *   <li>BULK-2 answers come in the order of the requests for one object, and a lost chunk is asked for again, at its offset, on the next connection.
 * </ol>
 */
@NullMarked
package io.mobula.store;

import org.jspecify.annotations.NullMarked;
