package io.mobula.core.place;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.Amounts;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What actors and bundles take of the nodes for as long as they are there, as this process has heard: tasks go where there is room beside them. */
final class Claims {
    /** Of actors that are gone: how new the news of their end was, for news that comes late. */
    private static final int REMEMBERED_GONE = 10_000;

    private record Claim(ProcessId at, Demand demand) {}

    private record Known(long version, List<Claim> claims) {}

    private final Map<Object, Known> known = new HashMap<>();
    private final LinkedHashMap<Object, Long> gone = new LinkedHashMap<>();
    private final Map<ProcessId, Demand> taken = new HashMap<>();

    Demand left(ProcessId node, Demand capacity) {
        return Amounts.left(capacity, taken.getOrDefault(node, Demand.NONE));
    }

    /** Whether something has changed. What an actor takes of a bundle is the bundle's. */
    boolean learn(ActorRecord actor) {
        if (actor.spec().bundle().isPresent()) return false;
        Demand demand = actor.spec().demand();
        ActorId id = actor.id();
        return switch (actor.state()) {
            case ActorRecord.Placed(ProcessId at) -> learn(id, actor.version(), List.of(new Claim(at, demand)));
            case ActorRecord.Alive(ProcessId at) -> learn(id, actor.version(), List.of(new Claim(at, demand)));
            case ActorRecord.Waiting _ -> learn(id, actor.version(), List.of());
            case ActorRecord.Dead _ -> forget(id, actor.version());
        };
    }

    boolean learn(GroupRecord group) {
        GroupId id = group.id();
        return switch (group.state()) {
            case GroupRecord.Placed(List<ProcessId> nodes) -> learn(id, group.version(), claims(group, nodes));
            case GroupRecord.Ready(List<ProcessId> nodes) -> learn(id, group.version(), claims(group, nodes));
            case GroupRecord.Waiting _ -> false; // those of its bundles that have a node keep it
            case GroupRecord.Removed _ -> forget(id, group.version());
        };
    }

    private static List<Claim> claims(GroupRecord group, List<ProcessId> nodes) {
        var claims = new ArrayList<Claim>(nodes.size());
        for (int i = 0; i < nodes.size(); i++)
            claims.add(new Claim(nodes.get(i), group.spec().bundles().get(i)));
        return claims;
    }

    private boolean learn(Object id, long version, List<Claim> claims) {
        Known before = known.get(id);
        if (before == null ? gone.containsKey(id) : before.version() >= version) return false;
        known.put(id, new Known(version, claims));
        if (before != null && before.claims().equals(claims)) return false;
        if (before != null) give(before.claims());
        for (Claim claim : claims) taken.merge(claim.at(), claim.demand(), Amounts::sum);
        return true;
    }

    private boolean forget(Object id, long version) {
        gone.put(id, version);
        if (gone.size() > REMEMBERED_GONE) gone.pollFirstEntry();
        Known before = known.remove(id);
        if (before == null) return false;
        give(before.claims());
        return true;
    }

    private void give(List<Claim> claims) {
        for (Claim claim : claims)
            taken.computeIfPresent(claim.at(), (_, all) -> {
                Demand rest = Amounts.minus(all, claim.demand());
                return rest.amounts().isEmpty() ? null : rest;
            });
    }
}
