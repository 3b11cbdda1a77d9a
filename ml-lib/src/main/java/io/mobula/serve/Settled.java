package io.mobula.serve;

import io.mobula.serve.core.FleetEffect.Reason;
import org.jspecify.annotations.Nullable;

/** How far a deploy is. */
sealed interface Settled {
    record Pending() implements Settled {}

    /** @param table routers that have this table, or a later one, know of it */
    record Serves(long table) implements Settled {}

    /** @param cause the factory's exception; null if it was something else */
    record Failed(Reason reason, String detail, @Nullable Throwable cause) implements Settled {}

    /** The controller does not know this version: it lost it, or it is long past. */
    record Unknown() implements Settled {}
}
