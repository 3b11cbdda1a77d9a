@NullMarked
package io.mobula.examples.training;

import org.jspecify.annotations.NullMarked;
