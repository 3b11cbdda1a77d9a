/**
 * What tasks take and nodes have.
 *
 * <p>May depend on: {@code java.base}, {@code api.error} and the annotations of {@code api}. Concurrency: immutable values.
 *
 * <p>Invariants: 1. No amount is negative, NaN or infinite. 2. Resources are listed in the order of their names, whatever the order they were named in.
 */
@CheckReturnValue
@NullMarked
package io.mobula.api.resource;

import io.mobula.api.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
