package io.mobula.core.place;

import io.mobula.core.directory.Feasibility;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.task.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a task of a shape waits here, in words: one line for each node. */
final class Standing {
    /** Nodes that are told of; the rest is counted. */
    private static final int MOST_LINES = 20;

    private Standing() {}

    static List<String> of(ShapeQueue queue) {
        var lines = new ArrayList<String>();
        if (queue.size() > 1) lines.add(queue.size() + " tasks with this demand wait");
        if (queue.windows.length == 0) lines.add("the cluster has no node");
        for (Window window : queue.windows) {
            if (lines.size() == MOST_LINES) {
                lines.add("and so on for " + queue.windows.length + " nodes");
                break;
            }
            lines.add(window.host.node.name() + ": " + line(queue.shape, window));
        }
        return List.copyOf(lines);
    }

    static List<String> ofBundle(BundleId bundle, @Nullable ProcessId at) {
        return List.of(
                at == null
                        ? bundle + " is not reserved on any node at present"
                        : bundle + " is on " + at + ", and as many tasks of this demand as fit are there");
    }

    private static String line(Shape shape, Window window) {
        Host host = window.host;
        if (!window.feasible)
            return "it has " + host.node.capacity().resources() + ", "
                    + Feasibility.lacks(shape.demand(), host.node.capacity());
        if (host.draining) return "it is drained, and takes nothing new";
        if (!window.fits)
            return "its actors and bundles leave " + host.left().resources() + ", "
                    + Feasibility.lacks(shape.demand(), host.left());
        if (window.crowded) return "it had no room a moment ago, and is asked again in a moment";
        String others = host.othersLoad() == 0
                ? ""
                : "; others use or wait for " + host.othersLoad() * 100 / Host.FULL + " % of it";
        return window.hasCredit()
                ? "it takes such tasks" + others
                : "all of its slots for such tasks are taken, " + window.open + " are there" + others;
    }
}
