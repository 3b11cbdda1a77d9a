/**
 * Submitted jobs at the node that runs them: programs whose driver is a JVM of its own, a child of the node.
 *
 * <p>{@link io.mobula.submit.JobLife} decides; {@link io.mobula.submit.SubmittedJobs} performs and answers; {@link io.mobula.submit.DriverMain} is the first class of the child. May depend on {@code
 * output}, {@code code}, {@code api.error}, {@code call.Token}, slf4j and Jackson. Knows nothing of how questions arrive.
 *
 * <p>Concurrency: a job's state is guarded by its own lock; a platform thread for each running driver reads what it prints, a virtual one waits for its end.
 *
 * <ol>
 *   <li>JOB-1 a job that was accepted has a file before whoever submitted it hears so, and its state is in that file before anybody is told it;
 *   <li>JOB-2 a job ends once: what is heard of it later changes nothing;
 *   <li>JOB-3 no driver outlives its node: its standard input is a pipe that the node holds;
 *   <li>JOB-4 all that a driver printed before its end is in its log when the job has ended.
 * </ol>
 */
@NullMarked
package io.mobula.submit;

import org.jspecify.annotations.NullMarked;
