/**
 * Object bytes on disk while this process lives. A thin shell: what is written and where is decided in {@code core.store}.
 *
 * <p>Concurrency: one thread writes and deletes; any thread reads.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>SPILL-1 bytes that are read back are those that were written, or the read fails: every MiB has its checksum, kept in memory, where a fault of the disk cannot reach it;
 *   <li>SPILL-2 the files never take more than the capacity;
 *   <li>SPILL-3 a file goes when its last object has gone, and all go with the process, at the latest when its successor starts.
 * </ol>
 */
@NullMarked
package io.mobula.store.spill;

import org.jspecify.annotations.NullMarked;
