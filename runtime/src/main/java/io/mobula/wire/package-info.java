/**
 * Core messages as Protobuf frames. One {@link io.mobula.wire.FrameWriter} and one {@link io.mobula.wire.FrameReader} per session and direction: they share the numbers that code has in it.
 *
 * <p>May depend on the core and Protobuf. What a user's value looks like inside is {@code wire.value}'s matter.
 */
@NullMarked
package io.mobula.wire;

import org.jspecify.annotations.NullMarked;
