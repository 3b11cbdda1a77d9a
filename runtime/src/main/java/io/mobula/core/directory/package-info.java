/**
 * The directory of actors and placement groups: what the control log knows of them, and where they are to be.
 *
 * <p>Every process is told of every change as a state, never as a step: who has fallen behind hears the latest. Depends on core.id and core.message. Immutable.
 */
@NullMarked
package io.mobula.core.directory;

import org.jspecify.annotations.NullMarked;
