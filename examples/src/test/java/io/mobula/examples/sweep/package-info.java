@NullMarked
package io.mobula.examples.sweep;

import org.jspecify.annotations.NullMarked;
