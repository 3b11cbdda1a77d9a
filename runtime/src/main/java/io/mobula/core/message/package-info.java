/**
 * What processes tell each other, and what the messages are made of. Immutable records; no behaviour beyond checking themselves.
 *
 * <p>May depend on {@code core.id} and the api. {@link io.mobula.core.message.Work} and {@link io.mobula.core.message.Value} are opaque: a shell puts encoded bytes there, the simulator scripts.
 */
@NullMarked
package io.mobula.core.message;

import org.jspecify.annotations.NullMarked;
