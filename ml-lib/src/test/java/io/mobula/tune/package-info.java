@NullMarked
package io.mobula.tune;

import org.jspecify.annotations.NullMarked;
