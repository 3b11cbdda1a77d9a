/**
 * Single steps on a task's way, measured with JMH. For finding out, not for judging: no verification runs them.
 *
 * <p>May depend on: api, runtime, JMH.
 *
 * <p>Concurrency: one thread per benchmark.
 */
@NullMarked
package io.mobula.bench.micro;

import org.jspecify.annotations.NullMarked;
