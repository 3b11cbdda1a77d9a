/** A model by hand, behind HTTP. */
@NullMarked
package io.mobula.examples.serving;

import org.jspecify.annotations.NullMarked;
