/**
 * Distributed training: the same loop on every worker of a group, a collective between them, checkpoints that survive.
 *
 * <p>Purpose: {@link io.mobula.train.Trainer} is the way in, {@link io.mobula.train.Worker} what the loop sees. Three packages beneath stand for themselves: {@code collective} moves and adds arrays, {@code
 * checkpoint} keeps values in a folder, {@code core} decides.
 *
 * <p>May depend on: {@code io.mobula.api}, slf4j.
 *
 * <p>Concurrency: the thread that calls {@code fit} runs the core, performs its effects and writes the checkpoints; there is no other on its side. Each rank is an actor, whose loop has one thread that also
 * moves the bytes of its collectives; a second group of calls lets the run tell it to stop, or ask where it is.
 *
 * <p>How it is put together, and why:
 *
 * <ul>
 *   <li>The run is led by the process that called {@code fit}: the checkpoints' folder is a folder of that process, and nothing has to be found again when another node dies. That process can call actors, but
 *       not be called; so each attempt has a small actor, the mailbox, where ranks leave reports and wait, and {@code fit} takes them by one call that stays open. An attempt's mailbox and token die with it: what
 *       a rank of an earlier attempt still says reaches nobody.
 *   <li>Array data go between the ranks themselves, not through objects or calls: an all-reduce in steps of a quarter megabyte would pay the latency of a call for each. What protects these connections, and
 *       what does not, stands at {@link io.mobula.train.collective.Hub}.
 *   <li>A checkpoint is encoded in the rank, by a {@link io.mobula.train.checkpoint.CheckpointFormat}, and travels as bytes through the object store: the process of {@code fit} needs no class of it, and its
 *       checksum covers what the rank wrote. The runtime's own codec is no file format, and libraries see the API alone.
 *   <li>A restart begins a whole new attempt, with a group placed anew: a rank that lives on would hold weights, and optimizer state, of steps that are undone.
 * </ul>
 *
 * <p>Invariants: those of {@code core}.
 */
@NullMarked
package io.mobula.train;

import org.jspecify.annotations.NullMarked;
