@NullMarked
package io.mobula.tune.view;

import org.jspecify.annotations.NullMarked;
