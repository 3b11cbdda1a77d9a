package io.mobula.core.directory;

import io.mobula.core.directory.DirectoryDecisions.Infeasible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How long those may wait that the cluster as it is can never take: a larger node may still join. Lives with the log's leader and is lost with it. Confined. */
public final class Grace {
    private final long graceNanos;
    private final Map<Subject, Long> sinceNanos = new HashMap<>();

    public Grace(long graceNanos) {
        this.graceNanos = graceNanos;
    }

    /** Those whose time is up, of all that are infeasible now. */
    public List<DirectoryEntry.Decided> over(List<Infeasible> now, long nowNanos) {
        Set<Subject> subjects = now.stream().map(Infeasible::subject).collect(Collectors.toSet());
        sinceNanos.keySet().retainAll(subjects);
        var over = new ArrayList<DirectoryEntry.Decided>();
        for (Infeasible one : now) {
            Long known = sinceNanos.putIfAbsent(one.subject(), nowNanos);
            long since = known == null ? nowNanos : known;
            if (nowNanos - since >= graceNanos) over.add(givenUp(one));
        }
        return over;
    }

    private static DirectoryEntry.Decided givenUp(Infeasible one) {
        return switch (one.subject()) {
            case Subject.OfActor actor -> new DirectoryEntry.ActorGivenUp(actor.id(), one.epoch(), one.why());
            case Subject.OfGroup group -> new DirectoryEntry.GroupGivenUp(group.id(), one.epoch(), one.why());
        };
    }
}
