/** Puts the parts together: what {@code Mobula.connect()} gives, and what the command line's services are. */
@NullMarked
package io.mobula.boot;

import org.jspecify.annotations.NullMarked;
