/**
 * Submitted jobs, logs and actors as the command line shows them: what it needs of the runtime ({@link io.mobula.cli.job.JobService}, {@link io.mobula.cli.job.ActorSource}), the following of output,
 * tables. Depends on {@code cli.text}, {@code output} and {@code api.error}. Confined to the command's thread, but for {@link io.mobula.cli.job.Interrupts}.
 */
@NullMarked
package io.mobula.cli.job;

import org.jspecify.annotations.NullMarked;
