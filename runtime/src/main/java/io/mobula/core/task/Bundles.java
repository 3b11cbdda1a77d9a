package io.mobula.core.task;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The bundles a node has set aside. */
final class Bundles {
    private final Map<BundleId, HostedBundle> bundles = new TreeMap<>(BundleId.ORDER);
    private final Pool node;
    private final HostEffects out;

    Bundles(Pool node, HostEffects out) {
        this.node = node;
        this.out = out;
    }

    /** In which something may start. */
    @Nullable
    HostedBundle reserved(BundleId id) {
        HostedBundle bundle = bundles.get(id);
        return bundle != null && bundle.reserved && !bundle.withdrawn ? bundle : null;
    }

    void assigned(BundleId id, int epoch, Demand demand) {
        HostedBundle known = bundles.get(id);
        if (known != null && known.withdrawn) {
            known.wantedAgain = epoch; // its resources come back first
            return;
        }
        if (known == null) {
            var bundle = new HostedBundle(id, epoch, demand, node.slots.claim(demand));
            bundles.put(id, bundle);
            node.await(bundle);
        } else if (epoch > known.epoch) {
            known.epoch = epoch;
            if (known.reserved) report(known);
        }
    }

    /** Its resources have been taken out of the node's. */
    void admitted(HostedBundle bundle) {
        bundle.reserved = true;
        report(bundle);
    }

    private void report(HostedBundle bundle) {
        out.tell(new DirectoryRequest.BundleReserved(bundle.id, bundle.epoch));
    }

    /** The bundle if it was wanted until now. */
    Optional<HostedBundle> withdraw(BundleId id, int before) {
        HostedBundle bundle = bundles.get(id);
        if (bundle == null || bundle.withdrawn || bundle.epoch >= before) return Optional.empty();
        bundle.withdrawn = true;
        if (!bundle.reserved) {
            node.leave(bundle);
            bundles.remove(id);
            return Optional.empty();
        }
        return Optional.of(bundle);
    }

    List<BundleId> of(GroupId group) {
        var ids = new ArrayList<BundleId>();
        for (BundleId id : bundles.keySet()) if (id.group().equals(group)) ids.add(id);
        return ids;
    }

    /** The CPU that a withdrawn bundle has free is the node's at once: what its last tasks wait for may need it. */
    boolean passOn(HostedBundle bundle) {
        if (!bundle.withdrawn || bundles.get(bundle.id) != bundle) return false;
        long free = Math.max(0, bundle.pool.slots.freeUnits("cpu"));
        long change = free - bundle.cpuReturned;
        bundle.cpuReturned = free;
        node.slots.lendTenantsCpu(change);
        return change > 0;
    }

    /** Gives a withdrawn bundle's resources back once nothing in it uses them. */
    boolean settle(HostedBundle bundle) {
        if (!bundle.withdrawn || !bundle.pool.isIdle() || bundles.get(bundle.id) != bundle) return false;
        bundles.remove(bundle.id);
        node.slots.lendTenantsCpu(-bundle.cpuReturned);
        node.slots.letGo(bundle.claim());
        if (bundle.wantedAgain > 0) assigned(bundle.id, bundle.wantedAgain, bundle.pool.capacity);
        return true;
    }

    boolean anyReserved() {
        return bundles.values().stream().anyMatch(bundle -> bundle.reserved);
    }

    void forEach(Consumer<HostedBundle> each) {
        bundles.values().forEach(each);
    }

    @Override
    public String toString() {
        return bundles.values().toString();
    }
}
