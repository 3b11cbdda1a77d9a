package io.mobula.sim;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.Directory;
import io.mobula.core.directory.DirectoryDecisions;
import io.mobula.core.directory.DirectoryDecisions.Decisions;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.directory.Grace;
import io.mobula.core.directory.Scene;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.function.Consumer;

/** The real directory, as the log keeps it: each request an entry, each decision another, all that follows announced. */
final class SimDirectory {
    private final Scene scene;
    private final Consumer<ControlEvent> announce;
    private final Grace grace = new Grace(SimProcess.GRACE_NANOS);
    private Directory directory = Directory.EMPTY;

    SimDirectory(Scene scene, Consumer<ControlEvent> announce) {
        this.scene = scene;
        this.announce = announce;
    }

    Directory directory() {
        return directory;
    }

    DirectoryReply ask(DirectoryRequest request, long nowNanos) {
        long before = directory.view().version();
        Directory.Applied applied = directory.apply(new DirectoryEntry.Asked(request), scene);
        directory = applied.directory();
        decide(nowNanos);
        announceSince(before);
        return directory.latest(applied.reply().orElseThrow());
    }

    /** The scene is without it already. */
    void died(ProcessId process, long nowNanos) {
        long before = directory.view().version();
        directory = directory.died(process, "simulated");
        decide(nowNanos);
        announceSince(before);
    }

    /** Nodes have come, or time has passed. */
    void look(long nowNanos) {
        long before = directory.view().version();
        decide(nowNanos);
        announceSince(before);
    }

    private void decide(long nowNanos) {
        while (true) {
            Decisions decisions = DirectoryDecisions.decide(directory, scene);
            var entries = new ArrayList<DirectoryEntry>(decisions.entries());
            entries.addAll(grace.over(decisions.infeasible(), nowNanos));
            if (entries.isEmpty()) return;
            for (DirectoryEntry entry : entries)
                directory = directory.apply(entry, scene).directory();
        }
    }

    private void announceSince(long before) {
        directory
                .view()
                .since(before, Long.MAX_VALUE)
                .ifPresent(change -> announce.accept(new ControlEvent.Directed(change)));
    }
}
