/** Two workers that train one model together. */
@NullMarked
package io.mobula.examples.training;

import org.jspecify.annotations.NullMarked;
