/**
 * Where the bytes of a store lie: an arena that other processes of the machine can map, or plain memory of this process.
 *
 * <p>Depends on {@code core.store}. A {@link io.mobula.store.memory.Memory} is called under its store's lock, but for the methods that touch the system.
 */
@NullMarked
package io.mobula.store.memory;

import org.jspecify.annotations.NullMarked;
