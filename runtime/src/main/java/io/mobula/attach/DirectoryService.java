package io.mobula.attach;

import io.mobula.control.ControlClient;
import io.mobula.control.ListedJob;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorRecord.Dead;
import io.mobula.core.directory.DirectoryView;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.message.Opaque;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a listing from what this node knows, and the jobs from what the log says. */
final class DirectoryService {
    /** The log may take so long to name the jobs. */
    private static final Duration JOBS_LIMIT = Duration.ofSeconds(10);

    private DirectoryService() {}

    static DirectoryListing listing(ControlClient control, DirectoryView directory)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ListedJob> jobs =
                control.jobs().toCompletableFuture().get(JOBS_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        return new DirectoryListing(control.view(), actors(directory), groups(directory), jobs);
    }

    private static List<ActorRecord> actors(DirectoryView directory) {
        var list = new ArrayList<ActorRecord>();
        for (ActorRecord actor : directory.actors().values()) if (!actor.isDead()) list.add(actor);
        directory.actors().values().stream()
                .filter(ActorRecord::isDead)
                .sorted(Comparator.comparingLong(ActorRecord::version).reversed())
                .limit(DirectoryListing.ENDED_LISTED)
                .map(DirectoryService::slim)
                .forEach(list::add);
        return list;
    }

    private static ActorRecord slim(ActorRecord actor) {
        return actor.state() instanceof Dead(var cause, var detail, var _)
                ? new ActorRecord(
                        actor.spec(), actor.version(), actor.epoch(), new Dead(cause, detail, Opaque.EMPTY))
                : actor;
    }

    private static List<GroupRecord> groups(DirectoryView directory) {
        var list = new ArrayList<GroupRecord>();
        for (GroupRecord group : directory.groups().values()) if (!isRemoved(group)) list.add(group);
        directory.groups().values().stream()
                .filter(DirectoryService::isRemoved)
                .sorted(Comparator.comparingLong(GroupRecord::version).reversed())
                .limit(DirectoryListing.ENDED_LISTED)
                .forEach(list::add);
        return list;
    }

    private static boolean isRemoved(GroupRecord group) {
        return group.state() instanceof GroupRecord.Removed;
    }
}
