package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The refs a task came with: those it depends on have their values, all are covered by its push until it ends. An actor may keep what a call brought it: there each is held for as long as it does. */
final class TaskRefs extends RefPorts.Arriving {
    private final boolean held;
    private final Map<RefKey, Cell> cells = new HashMap<>(4);

    TaskRefs(HostedTask task, MobulaSession session) {
        super(session);
        held = task.actor != null;
        List<Dependency> dependencies = task.push.dependencies();
        for (Dependency dependency : dependencies) {
            Cell cell = cell(dependency.ref());
            cell.complete(dependency.outcome()); // one of this process has it already
            cells.put(dependency.ref(), cell);
        }
    }

    @Override
    public ObjectRef<?> resolve(RefKey key) {
        Cell cell = cells.computeIfAbsent(key, this::cell);
        return held ? held(key, cell) : new CellRef<>(cell, session);
    }
}
