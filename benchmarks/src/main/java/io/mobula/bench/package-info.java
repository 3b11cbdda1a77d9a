/**
 * The rates that every verification measures, beside what the machine itself gives in the same run.
 *
 * <p>May depend on: api, runtime. Nothing depends on it.
 *
 * <p>Concurrency: {@link io.mobula.bench.Rates} starts one process after another and reads what they print; a measured process has one measuring thread.
 *
 * <p>Invariants: a rate and its limit are sampled in turn, so that other load on the machine meets both; a process that was started ends with this one.
 */
@NullMarked
package io.mobula.bench;

import org.jspecify.annotations.NullMarked;
