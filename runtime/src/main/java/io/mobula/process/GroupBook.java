package io.mobula.process;

import io.mobula.core.directory.GroupRecord;
import io.mobula.core.id.GroupId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The placement groups the directory has told of, and who waits for one. */
public final class GroupBook {
    private final ConcurrentHashMap<GroupId, GroupRecord> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<GroupId, CompletableFuture<GroupRecord>> awaited = new ConcurrentHashMap<>();
    private final Shapes shapes;

    GroupBook(Shapes shapes) {
        this.shapes = shapes;
    }

    public @Nullable GroupRecord latest(GroupId group) {
        return known.get(group);
    }

    /** Completed when the group is ready, or removed. To be asked for before the group is made, and {@linkplain #forget forgotten}. */
    public CompletableFuture<GroupRecord> settled(GroupId group) {
        return awaited.computeIfAbsent(group, _ -> new CompletableFuture<>());
    }

    public void forget(GroupId group) {
        awaited.remove(group);
    }

    void learn(GroupRecord record) {
        boolean removed = record.state() instanceof GroupRecord.Removed;
        if (removed) {
            known.remove(record.id());
            shapes.forget(record.id());
        } else {
            known.merge(record.id(), record, (old, next) -> next.version() > old.version() ? next : old);
        }
        if (!removed && !(record.state() instanceof GroupRecord.Ready)) return;
        CompletableFuture<GroupRecord> waiter = awaited.get(record.id());
        if (waiter != null) waiter.complete(record);
    }
}
