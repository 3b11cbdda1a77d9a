package io.mobula.core.object;

import io.mobula.core.id.RefKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** User code: a driver's main program, or the body of a task. */
final class SimActor {
    /** Refs in its variables. A program's are each a local hold; a body's came with its push or were made in it. */
    final Set<RefKey> refs = new LinkedHashSet<>();
    /** Values it has seen, and what is inside them. */
    final Map<RefKey, List<RefKey>> known = new LinkedHashMap<>();
    /** A body's own refs, whose first local hold ends with it. */
    final List<RefKey> made = new ArrayList<>();
    /** What its result may contain lies below this, so that values form no cycles. */
    final int level;

    final boolean program;
    boolean ended;

    private SimActor(int level, boolean program) {
        this.level = level;
        this.program = program;
    }

    static SimActor program() {
        return new SimActor(Integer.MAX_VALUE, true);
    }

    static SimActor body(int level) {
        return new SimActor(level, false);
    }
}
