/** Tests of {@code io.mobula.train.core}. */
@NullMarked
package io.mobula.train.core;

import org.jspecify.annotations.NullMarked;
