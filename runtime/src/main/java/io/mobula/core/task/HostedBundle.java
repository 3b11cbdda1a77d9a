package io.mobula.core.task;

import io.mobula.core.id.BundleId;
import io.mobula.core.message.Demand;

/** A bundle at its node: resources set aside, out of which its tasks and actors take theirs. */
final class HostedBundle implements Tenant {
    final BundleId id;
    private final Slots.Claim claim;
    final Pool pool;
    int epoch;
    /** Its resources have been taken out of the node's. */
    boolean reserved;
    /** Nothing new starts in it; its resources go back when nothing runs in it any more. */
    boolean withdrawn;

    /** Of a withdrawn one: CPU that nothing in it needs at the moment, and that is the node's already. */
    long cpuReturned;
    /** The placement it is wanted for anew, 0 for none; only of a withdrawn one. */
    int wantedAgain;

    HostedBundle(BundleId id, int epoch, Demand demand, Slots.Claim claim) {
        this.id = id;
        this.epoch = epoch;
        this.claim = claim;
        this.pool = new Pool(demand);
    }

    @Override
    public Slots.Claim claim() {
        return claim;
    }

    @Override
    public String toString() {
        return id + " in placement " + epoch + (reserved ? ", reserved" : "") + (withdrawn ? ", withdrawn" : "") + ": " + pool;
    }
}
