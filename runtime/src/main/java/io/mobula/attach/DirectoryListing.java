package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.control.ListedJob;
import io.mobula.core.control.ClusterView;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.GroupRecord;
import java.time.Duration;
import java.util.List;

/**
 * The actors, groups and jobs of a cluster, for the command line.
 *
 * @param view names the nodes
 * @param actors the living first; of the ended the latest {@value #ENDED_LISTED}, without the bytes of their failures
 * @param jobs those that run, and those of which a detached actor lives
 */
public record DirectoryListing(
        ClusterView view, List<ActorRecord> actors, List<GroupRecord> groups, List<ListedJob> jobs) {
    /** Ended actors in a listing, and ended groups; a listing has to fit into one message. */
    public static final int ENDED_LISTED = 1_000;

    public DirectoryListing {
        actors = List.copyOf(actors);
        groups = List.copyOf(groups);
        jobs = List.copyOf(jobs);
    }

    /**
     * Asks one node.
     *
     * @throws ConnectionException if it does not answer in time, or cannot, with the cause and the remedy
     */
    public static DirectoryListing list(Address node, Access access, Duration timeout) {
        try (Link link =
                Link.open(StatusClient.dialer(ClusterGate.ANY, access), node, timeout, AttachTiming.DEFAULT, _ -> {})) {
            return switch (link.ask(new ToNode.ListDirectory(), timeout)) {
                case ToDriver.Listed listed -> listed.listing();
                case ToDriver.Failed failed -> throw Link.refused(failed);
                case ToDriver.Started _,
                        ToDriver.Status _,
                        ToDriver.Done _,
                        ToDriver.Replied _,
                        ToDriver.Submitted _,
                        ToDriver.Operated _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> throw Link.unexpected(node);
            };
        }
    }
}
