/**
 * A hyperparameter sweep on handwritten digits: the data is put once, every trial is a remote task, results are shown as they arrive.
 *
 * <p>May depend on: {@code io.mobula.api} and the JDK, nothing else. The runtime is found when the program starts.
 *
 * <p>Concurrency: one thread submits, waits and draws; trials run wherever the runtime puts them and share nothing.
 *
 * <p>Invariants: (1) a trial's scores depend on its {@link io.mobula.examples.digits.Config} and the data alone, to the last digit, in every JVM; (2) every trial submitted ends in exactly one row,
 * done or failed; (3) the held-out images choose nothing: the validation images pick the best trial, the held-out ones say how good it is.
 */
@NullMarked
package io.mobula.examples.digits;

import org.jspecify.annotations.NullMarked;
