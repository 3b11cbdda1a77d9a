package io.mobula.core.place;

import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the bundles of placement groups are, as this process has heard. */
final class BundlePlaces {
    /** Removed groups whose end is remembered for tasks that come late. */
    private static final int REMEMBERED_REMOVED = 10_000;

    private final Map<GroupId, GroupRecord> groups = new HashMap<>();
    private final LinkedHashMap<GroupId, String> removed = new LinkedHashMap<>();
    /** A node had not what the record says it has: the version of that record. */
    private final Map<GroupId, Long> doubted = new HashMap<>();

    /** False if it was known already. */
    boolean learn(GroupRecord newer) {
        GroupRecord known = groups.get(newer.id());
        if (removed.containsKey(newer.id()) || (known != null && known.version() >= newer.version())) return false;
        doubted.remove(newer.id());
        if (newer.state() instanceof GroupRecord.Removed(String why)) {
            groups.remove(newer.id());
            removed.put(newer.id(), why);
            if (removed.size() > REMEMBERED_REMOVED) removed.pollFirstEntry();
        } else {
            groups.put(newer.id(), newer);
        }
        return true;
    }

    void doubt(GroupId group) {
        GroupRecord known = groups.get(group);
        if (known != null) doubted.put(group, known.version());
    }

    /** The node that has reserved it; none while no node has. */
    @Nullable
    ProcessId at(BundleId bundle) {
        GroupRecord group = groups.get(bundle.group());
        if (group == null || doubted.containsKey(bundle.group())) return null;
        return group.state() instanceof GroupRecord.Ready(List<ProcessId> nodes) ? nodes.get(bundle.index()) : null;
    }

    /** Why the group is no more; null while it is, or is not known. */
    @Nullable
    String removed(GroupId group) {
        return removed.get(group);
    }
}
