@NullMarked
package io.mobula.examples.serving;

import org.jspecify.annotations.NullMarked;
