/** State that lives somewhere in the cluster. */
@NullMarked
package io.mobula.examples.actors;

import org.jspecify.annotations.NullMarked;
