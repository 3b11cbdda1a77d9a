/** Tests of training runs on an embedded node. */
@NullMarked
package io.mobula.train;

import org.jspecify.annotations.NullMarked;
