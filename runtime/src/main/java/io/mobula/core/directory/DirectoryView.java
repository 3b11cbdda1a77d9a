package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import java.util.ArrayList;
import java.util.Optional;
import org.pcollections.TreePMap;

/**
 * The records of the directory: all of them at the log, those heard of at a listener.
 *
 * <p>The dead are remembered, the latest {@value #TOMBSTONES} of them and no more than {@value #TOMBSTONE_BYTES} bytes: a listener that is further behind has missed the end of what it may still
 * ask for, and is told then that it is forgotten.
 *
 * <p>Cost: O(log n) for a change, O(changes) for what a listener lacks.
 *
 * @param version of the latest change
 * @param byVersion what was changed last at each version, so that {@link #since} need not look at the rest
 * @param dead the ended, by the version of their end
 * @param deadBytes about what they take
 */
public record DirectoryView(
        long version,
        TreePMap<ActorId, ActorRecord> actors,
        TreePMap<GroupId, GroupRecord> groups,
        TreePMap<Long, Subject> byVersion,
        TreePMap<Long, Subject> dead,
        long deadBytes) {
    /** Ended actors and groups that are remembered. */
    public static final int TOMBSTONES = 10_000;

    /** What all that are remembered may take. */
    public static final long TOMBSTONE_BYTES = 16 << 20;

    /** Of a change that is sent: far below the largest frame, with room for one record's failure. */
    public static final long BYTES_PER_CHANGE = 256 << 10;

    public static final DirectoryView EMPTY =
            new DirectoryView(0, TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), 0);

    public Optional<ActorRecord> actor(ActorId id) {
        return Optional.ofNullable(actors.get(id));
    }

    public Optional<GroupRecord> group(GroupId id) {
        return Optional.ofNullable(groups.get(id));
    }

    /** What a listener lacks that knows all up to {@code known}: the oldest of it, about {@code limitBytes} long; none if it lacks nothing. */
    public Optional<DirectoryChange> since(long known, long limitBytes) {
        if (known >= version) return Optional.empty();
        var changedActors = new ArrayList<ActorRecord>();
        var changedGroups = new ArrayList<GroupRecord>();
        long bytes = 0;
        for (var change : byVersion.tailMap(known, false).entrySet()) {
            Subject subject = change.getValue();
            bytes += Weight.of(this, subject);
            if (bytes > limitBytes && !(changedActors.isEmpty() && changedGroups.isEmpty())) {
                return Optional.of(new DirectoryChange(known, change.getKey() - 1, changedActors, changedGroups));
            }
            switch (subject) {
                case Subject.OfActor(ActorId id) -> changedActors.add(actors.get(id));
                case Subject.OfGroup(GroupId id) -> changedGroups.add(groups.get(id));
            }
        }
        return Optional.of(new DirectoryChange(known, version, changedActors, changedGroups));
    }

    /** This and a change; what is older than the known changes nothing. Whoever lacks what came before the change may not take it. */
    public DirectoryView learn(DirectoryChange change) {
        var now = this;
        for (GroupRecord group : change.groups()) now = now.with(group);
        for (ActorRecord actor : change.actors()) now = now.with(actor);
        return change.version() > now.version
                ? new DirectoryView(
                        change.version(), now.actors, now.groups, now.byVersion, now.dead, now.deadBytes)
                : now;
    }

    DirectoryView with(ActorRecord actor) {
        ActorRecord before = actors.get(actor.id());
        if (before != null && before.version() >= actor.version()) return this;
        var subject = new Subject.OfActor(actor.id());
        return new DirectoryView(
                        Math.max(version, actor.version()),
                        actors.plus(actor.id(), actor),
                        groups,
                        (before == null ? byVersion : byVersion.minus(before.version())).plus(actor.version(), subject),
                        actor.isDead() ? dead.plus(actor.version(), subject) : dead,
                        actor.isDead() ? deadBytes + Weight.of(actor) : deadBytes)
                .forgetting();
    }

    DirectoryView with(GroupRecord group) {
        GroupRecord before = groups.get(group.id());
        if (before != null && before.version() >= group.version()) return this;
        var subject = new Subject.OfGroup(group.id());
        boolean removed = group.state() instanceof GroupRecord.Removed;
        return new DirectoryView(
                        Math.max(version, group.version()),
                        actors,
                        groups.plus(group.id(), group),
                        (before == null ? byVersion : byVersion.minus(before.version())).plus(group.version(), subject),
                        removed ? dead.plus(group.version(), subject) : dead,
                        removed ? deadBytes + Weight.of(group) : deadBytes)
                .forgetting();
    }

    private DirectoryView forgetting() {
        var now = this;
        while (now.dead.size() > TOMBSTONES || (now.deadBytes > TOMBSTONE_BYTES && now.dead.size() > 1)) {
            var oldest = now.dead.firstEntry();
            Subject subject = oldest.getValue();
            now = new DirectoryView(
                    now.version,
                    subject instanceof Subject.OfActor(ActorId id) ? now.actors.minus(id) : now.actors,
                    subject instanceof Subject.OfGroup(GroupId id) ? now.groups.minus(id) : now.groups,
                    now.byVersion.minus(oldest.getKey()),
                    now.dead.minusFirstEntry(),
                    now.deadBytes - Weight.of(now, subject));
        }
        return now;
    }

    @Override
    public String toString() {
        return "version " + version + " of " + actors.size() + " actors and " + groups.size() + " groups, "
                + dead.size() + " of them ended";
    }
}
