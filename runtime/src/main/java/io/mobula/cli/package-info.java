/**
 * The {@code mobula} command: parses, calls, prints.
 *
 * <p>Depends on the configuration and the packages beneath this one. What it needs of the runtime stands in interfaces, {@link io.mobula.cli.NodeStarter}, {@link
 * io.mobula.cli.StatusSource}, {@link io.mobula.cli.job.JobService}, {@link io.mobula.cli.job.ActorSource} and {@link io.mobula.cli.SimRunner}, found by {@link java.util.ServiceLoader}; so nothing here starts a part that a command does not use. Exit
 * codes: 0 done, 1 failed, 2 misused, 130 interrupted; {@code submit} passes on the program's. Single-threaded but for shutdown hooks.
 */
@NullMarked
package io.mobula.cli;

import org.jspecify.annotations.NullMarked;
