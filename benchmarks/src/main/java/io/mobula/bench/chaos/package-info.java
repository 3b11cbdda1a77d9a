/**
 * A cluster under load while its nodes are killed and paused, and what must be true of it afterwards.
 *
 * <p>May depend on: api, runtime, {@code bench}. Nothing depends on it.
 *
 * <p>Concurrency: every {@link io.mobula.bench.chaos.Load} has a thread of its own, and so has {@link io.mobula.bench.chaos.Faults}; the main thread waits, then asks.
 */
@NullMarked
package io.mobula.bench.chaos;

import org.jspecify.annotations.NullMarked;
