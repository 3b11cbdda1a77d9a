/**
 * The control plane's core records as Protobuf, for the log, its snapshots and the wire.
 *
 * <p>May depend on {@code core.*} and Protobuf. Stateless. A tag this version does not know is refused, never guessed.
 */
@NullMarked
package io.mobula.control.codec;

import org.jspecify.annotations.NullMarked;
