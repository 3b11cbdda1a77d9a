/**
 * Helpers made of the api alone, as any library could make them: a pool of actors, and a queue.
 *
 * <p>May depend on {@code io.mobula.api}, {@code io.mobula.api.error} and {@code java.base}. They stand in the api since their actors run on nodes, and every node has it.
 */
@NullMarked
@CheckReturnValue
package io.mobula.api.util;

import io.mobula.api.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
