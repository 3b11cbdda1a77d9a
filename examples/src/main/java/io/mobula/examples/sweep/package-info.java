/** A hyperparameter search in forty lines. */
@NullMarked
package io.mobula.examples.sweep;

import org.jspecify.annotations.NullMarked;
