/**
 * Code shipping: the driver's class path by content, a store of blobs on each node, one class loader per job and process.
 *
 * <p>May depend on {@code api} and {@code core.id}. Nothing here knows how blobs travel: whoever moves them implements {@link io.mobula.code.BlobFetcher} and reads
 * {@link io.mobula.code.BlobSource}.
 *
 * <p>Concurrency: every public type is safe for any thread. Fetching a blob and reading a class path block the caller; no threads are owned.
 *
 * <p>Invariants:
 * <ol>
 *   <li>CODE-1 a blob's name is the SHA-256 of its bytes, and no bytes are handed out under a name they do not hash to;
 *   <li>CODE-2 a file that bears a blob's name was complete when it got it: blobs are written aside and moved in;
 *   <li>CODE-3 a blob in use is not evicted;
 *   <li>CODE-4 a job's classes come from its own manifest, the JDK and {@code io.mobula.api}; nothing else of the process is visible to them;
 *   <li>CODE-5 a process has at most one loader per job, and none once the job has ended and its last user is gone.
 * </ol>
 */
@NullMarked
package io.mobula.code;

import org.jspecify.annotations.NullMarked;
