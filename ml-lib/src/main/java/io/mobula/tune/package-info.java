/** Hyperparameter search: a space typed by a record, metrics typed by a record, trials as actors. */
@NullMarked
package io.mobula.tune;

import org.jspecify.annotations.NullMarked;
