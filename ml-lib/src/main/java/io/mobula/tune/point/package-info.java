/**
 * Points of the unit cube, by which searches choose configurations.
 *
 * <p>May depend on: {@code java.base}. Concurrency: {@link io.mobula.tune.point.Halton} is immutable, {@link io.mobula.tune.point.StableRandom} confined to one thread.
 *
 * <p>Invariants: 1. The same seed gives the same points in every JVM and every release. 2. Every coordinate is in [0, 1).
 */
@NullMarked
package io.mobula.tune.point;

import org.jspecify.annotations.NullMarked;
