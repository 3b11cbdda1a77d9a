/**
 * The session a program or a task holds: {@code Mobula}, {@code ObjectRef}, builders, waiting, and the wording of failures. Everything a user touches; nothing that decides.
 *
 * <p>Values pass through {@link io.mobula.session.Payloads}: shared or copied within an embedded node, encoded everywhere else.
 */
@NullMarked
package io.mobula.session;

import org.jspecify.annotations.NullMarked;
