package io.mobula.core.task;

/** What takes a share of a pool for long: an actor, a bundle. */
sealed interface Tenant permits HostedActor, HostedBundle {
    Slots.Claim claim();
}
