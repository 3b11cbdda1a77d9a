package io.mobula.session;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.wire.value.RefsPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The refs a task came with: those it depends on have their values, all are covered by its push until it ends. */
final class TaskRefs implements RefsPort {
    private final MobulaSession session;
    private final Map<RefKey, Cell> cells = new HashMap<>(4);

    TaskRefs(HostedTask task, MobulaSession session) {
        this.session = session;
        List<Dependency> dependencies = task.push.dependencies();
        for (Dependency dependency : dependencies) {
            Cell cell = Cell.of(dependency.ref());
            cell.complete(dependency.outcome());
            cells.put(dependency.ref(), cell);
        }
    }

    @Override
    public RefKey export(ObjectRef<?> ref) {
        throw new IllegalStateException("nothing is encoded here: " + ref);
    }

    @Override
    public ObjectRef<?> resolve(RefKey key) {
        Cell cell = cells.computeIfAbsent(key, this::find);
        return new CellRef<>(cell, session);
    }

    private Cell find(RefKey key) {
        Cell own = session.engine().process().refs().own(key);
        return own == null ? Cell.of(key) : own;
    }

    @Override
    public Mobula currentSession() {
        return session;
    }
}
