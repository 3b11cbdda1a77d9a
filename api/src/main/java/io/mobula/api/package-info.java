/**
 * The public face: sessions, tasks, objects.
 *
 * <p>Two rules carry the whole package. <b>Options first, verb last</b>: every verb exists on {@link io.mobula.api.Mobula} with default options and, under the same name, on the options
 * that precede it ({@code mobula.submit(body)}, {@code mobula.task().cpus(2).submit(body)}). <b>What a body captures travels</b>: values by copy, refs as dependencies, the session as
 * the task's own.
 *
 * <p>May depend on: {@code java.base}, {@code api.resource}, {@code api.error}, and {@code api.spi} to find the runtime.
 *
 * <p>Concurrency: every type is immutable or thread safe.
 *
 * <p>Invariants: 1. An option never changes the value it is called on. 2. No parameter and no result is null, except a value of a type that allows it. 3. What the API throws is a
 * {@link io.mobula.api.error.MobulaException}, or, for misuse, an {@code IllegalArgumentException} or {@code IllegalStateException}.
 */
@CheckReturnValue
@NullMarked
package io.mobula.api;

import org.jspecify.annotations.NullMarked;
