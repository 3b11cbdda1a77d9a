@NullMarked
package io.mobula.tune.point;

import org.jspecify.annotations.NullMarked;
