@NullMarked
package io.mobula.examples.actors;

import org.jspecify.annotations.NullMarked;
