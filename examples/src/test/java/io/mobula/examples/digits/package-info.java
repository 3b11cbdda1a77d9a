@NullMarked
package io.mobula.examples.digits;

import org.jspecify.annotations.NullMarked;
