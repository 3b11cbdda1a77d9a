package io.mobula.core.control;

import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryDecisions;
import io.mobula.core.directory.DirectoryDecisions.Decisions;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Grace;
import io.mobula.core.directory.Scene;
import java.util.ArrayList;
import java.util.List;

/** What the log's leader decides about actors and groups. One instance per leadership, so a new leader begins by giving everybody a full grace. Confined. */
public final class DirectoryLeader {
    private final Grace grace;

    /** @param infeasibleGraceNanos how long that may wait which the cluster as it is can never take */
    public DirectoryLeader(long infeasibleGraceNanos) {
        this.grace = new Grace(infeasibleGraceNanos);
    }

    /**
     * What is to be logged: these requests, and with them what can be decided once they are met, so that a new actor has its node with its first entry.
     *
     * <p>Where each wait stands in words is part of it. None if there is nothing to do.
     */
    public List<DirectoryEntry> steps(ControlState state, List<DirectoryRequest> asked, long nowNanos) {
        var steps = new ArrayList<DirectoryEntry>();
        Scene scene = state.scene();
        Directory draft = state.directory();
        for (DirectoryRequest request : asked) {
            var step = new DirectoryEntry.Asked(request);
            draft = draft.apply(step, scene).directory();
            steps.add(step);
        }
        Decisions decisions = DirectoryDecisions.decide(draft, scene);
        steps.addAll(decisions.entries());
        steps.addAll(grace.over(decisions.infeasible(), nowNanos));
        return steps;
    }
}
