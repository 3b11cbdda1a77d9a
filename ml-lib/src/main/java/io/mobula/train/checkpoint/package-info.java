/**
 * Checkpoints in a folder: written whole or not at all, read by whoever trains on, tunes or serves.
 *
 * <p>May depend on: {@code java.base}, slf4j. Concurrency: a {@link io.mobula.train.checkpoint.CheckpointStore} belongs to one thread, and its folder to one store, which a lock file ensures; a
 * {@link io.mobula.train.checkpoint.Checkpoint} is a value that any thread may load.
 *
 * <p>Invariants: 1. A folder named {@code step-…} was complete and on the disk before it got that name. 2. The newest checkpoint is never removed, and none before its successor is on the disk. 3. Bytes
 * that differ from their checksum are never handed out.
 */
@NullMarked
package io.mobula.train.checkpoint;

import org.jspecify.annotations.NullMarked;
