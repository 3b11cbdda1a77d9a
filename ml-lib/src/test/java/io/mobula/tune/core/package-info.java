@NullMarked
package io.mobula.tune.core;

import org.jspecify.annotations.NullMarked;
