package io.mobula.control;

import io.mobula.core.control.Announced.Progress;
import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.control.Operation;
import io.mobula.core.control.Replica;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a node tells the log's leader. All of it may be lost, and is then said again. */
sealed interface ToLeader {
    /** @param member what Pekko calls this process, see {@link MembershipSystem#member} */
    record Register(
            UUID request, Optional<UUID> cluster, String token, NodeDescription node, NodeRole role, String member)
            implements ToLeader {
        /** Without the token: messages end up in logs. */
        @Override
        public String toString() {
            return "Register[" + node.name() + ", " + member + "]";
        }
    }

    /**
     * I live, I know so much, and those I speak for have handled so many deaths.
     *
     * @param place whether Pekko has let the node in
     * @param confirmations of every process the node speaks for (REF-7), itself among them
     */
    record Heartbeat(
            ProcessId process, UUID cluster, Place place, Progress progress, Map<ProcessId, Long> confirmations)
            implements ToLeader {
        public Heartbeat {
            confirmations = Map.copyOf(confirmations);
        }
    }

    enum Place {
        INSIDE,
        OUTSIDE
    }

    /** A keeper whose folder is empty asks another whether the cluster has a log. Answered by {@link ToAgent.Known}, by keepers whose replica is open. */
    record Knock(UUID cluster, String token) implements ToLeader {
        /** Without the token. */
        @Override
        public String toString() {
            return "Knock";
        }
    }

    /** A replica that is in no group, or that nobody leads, says that it is there. */
    record Offer(UUID cluster, String token, Replica replica) implements ToLeader {
        /** Without the token. */
        @Override
        public String toString() {
            return "Offer[" + replica + "]";
        }
    }

    /** @param request the same for every repetition */
    record Request(UUID request, UUID cluster, ProcessId process, Ask ask) implements ToLeader {}

    sealed interface Ask {
        record StartJob(Job job) implements Ask {}

        record FindJob(ProcessId driver) implements Ask {}

        record EndDriver(ProcessId driver, Cause cause, String detail) implements Ask {}

        record AskDirectory(DirectoryRequest request) implements Ask {}

        record ListJobs() implements Ask {}

        record Operate(Operation operation) implements Ask {}

        /** Goodbye. */
        record Leave() implements Ask {}
    }
}
